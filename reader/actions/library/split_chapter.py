"""A chapter split into two."""

from __future__ import annotations

from collections.abc import Callable

from reader.actions.library.chapter_list import ChapterList
from reader.actions.library.split_places import split_places
from reader.actions.prepare_then_store import prepare_then_store
from reader.actions.revising.begin_margins import begin_again
from reader.actions.revising.new_text import hold_unchanged, next_revision, store_revision
from reader.actions.revising.settle import settled_snapshot
from reader.actions.revising.store_places import remember_places, store_places
from reader.models.library.chapter import Chapter, RevisedMeanwhile
from reader.models.library.revision import Revision
from reader.models.library.story import Story
from reader.models.people.progress import Progress
from reader.models.people.reader import Reader
from reader.models.people.reading import Reading
from reader.text.rendering.splitting import split_source


def split_chapter(chapter: Chapter, block: int, title: str, *, by: Reader | None) -> Chapter:
    """Make what follows before the block of that index a new chapter, the next one.

    A passage that the cut goes through stays with the greater part of it, a footnote with its
    mark. Raises CannotSplit, and RevisedMeanwhile where the chapter has another text by now.
    """
    return prepare_then_store(chapter.story, lambda: _prepare(chapter, block, title, by))


def _prepare(chapter: Chapter, block: int, title: str, by: Reader | None) -> Callable[[], Chapter]:
    """Split a chapter, storing nothing; gives what stores it."""
    story, old = chapter.story, chapter.current_revision
    snapshot = settled_snapshot(story, chapter)
    if snapshot.revision_of(chapter) != old.pk:
        raise RevisedMeanwhile
    first, second = split_source(old.source, block, lambda source: _block_texts(source, story))
    head, tail = next_revision(story, first, by, old), next_revision(story, second, by)
    cut = old.starts[block]
    new = Chapter(
        story=story,
        title=title,
        published_at=chapter.published_at,
        told_at=chapter.told_at,
        told_for=chapter.told_for,
        taken_down_at=chapter.taken_down_at,
        taken_down_for=chapter.taken_down_for,
        taken_down_from=chapter.taken_down_from,
        closed_at=chapter.closed_at,
        closed_by=chapter.closed_by,
    )
    anchored = [passage for passage in snapshot.on(chapter) if not passage.loose]
    before, after = split_places(anchored, old, cut, head, tail)
    moving = [passage for passage in anchored if passage.pk in after]
    staying = [passage for passage in anchored if passage.pk not in after]

    def store() -> Chapter:
        hold_unchanged(snapshot, chapter)
        new.save()
        remember_places(old, anchored)
        store_revision(chapter, head)
        store_revision(new, tail)
        store_places(staying, chapter, head, before)
        store_places(moving, new, tail, after)
        _move_progress(chapter, new, old, cut)
        ChapterList(story).insert_after(chapter, new)
        chapter.notes.filter(place="after").update(chapter=new)
        begin_again([chapter, new])
        return new

    return store


def _block_texts(source: str, story: Story) -> list[str]:
    return Revision.of(source, smart=story.smart, language=story.language).block_texts


def _move_progress(chapter: Chapter, new: Chapter, old: Revision, cut: int) -> None:
    """Take readers' places behind the cut along to the new chapter; who has read the whole has
    read both."""
    Progress.objects.filter(
        furthest_chapter=chapter, furthest_revision=old, furthest_offset__gte=cut
    ).take_furthest(new, -cut)
    for place in Progress.objects.filter(chapter=chapter, revision=old, offset__gte=cut):
        place.move(new, min(place.offset - cut, len(new.text)))
    for reading in Reading.objects.filter(chapter=chapter, revision=old):
        Reading.objects.keep(reading.reader, chapter, chapter.current_revision)
        Reading.objects.keep(reading.reader, new, new.current_revision)
