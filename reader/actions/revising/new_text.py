"""What chapters need whose texts are cut or joined: to be held, and to be given a new text."""

from __future__ import annotations

from reader.actions.revising.story_snapshot import StorySnapshot
from reader.models.library.chapter import Chapter
from reader.models.library.revision import Revision
from reader.models.library.story import Story
from reader.models.people.reader import Reader


def hold_unchanged(snapshot: StorySnapshot, *chapters: Chapter) -> None:
    """Keep others from marking and revising these chapters of a story until the transaction ends.
    Raises ChangedMeanwhile where somebody has."""
    snapshot.story.hold()
    keys = [chapter.pk for chapter in chapters]
    list(Chapter.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk"))
    snapshot.check_unchanged()


def next_revision(
    story: Story, source: str, by: Reader | None, old: Revision | None = None
) -> Revision:
    """A revision of a chapter of the story that is not stored, the next after `old`."""
    number = old.number + 1 if old else 1
    return Revision.of(source, smart=story.smart, language=story.language, number=number, by=by)


def store_revision(chapter: Chapter, revision: Revision) -> None:
    """Store a revision as the chapter's present one."""
    revision.chapter = chapter
    revision.save()
    chapter.show(revision)
