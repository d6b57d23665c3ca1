"""Settling: the passages of a chapter brought to its present text after that was published."""

from __future__ import annotations

from collections.abc import Callable

from reader.actions.prepare_then_store import prepare_then_store
from reader.actions.revising.reanchoring import reanchor_through
from reader.actions.revising.store_places import store_steps
from reader.actions.revising.story_snapshot import StorySnapshot
from reader.models.library.chapter import Chapter
from reader.models.library.revision import Revision
from reader.models.library.story import Story
from reader.models.margin.passage import Passage
from reader.tasks import task

MOST_PASSAGES, LONGEST_TEXT = 10_000, 300_000
"""So many passages in a short text, or a few in a text of so many code points of which half is
changed, are taken along in about half a second of CPU; half and half in as much."""


def takes_long(snapshot: StorySnapshot, chapter: Chapter, text: Revision) -> bool:
    """Whether taking a chapter's passages along from a text is for a task."""
    if snapshot.margin_revision_of(chapter):
        return True
    passages = Passage.objects.filter(chapter=chapter.pk, loose=False).count()
    return passages > 0 and passages / MOST_PASSAGES + len(text.text) / LONGEST_TEXT > 1


def texts_since(snapshot: StorySnapshot, chapter: Chapter, present: Revision) -> list[Revision]:
    """The texts of a chapter, from the one that its passages stand in to its `present` one: that
    alone where they stand in it."""
    first = snapshot.margin_revision_of(chapter)
    if first is None:
        return [present]
    revisions = Revision.objects.filter(chapter=chapter.pk)
    since = revisions.filter(pk=first).values("number")
    before = revisions.filter(number__gte=since[:1], number__lt=present.number)
    return [*before.order_by("number"), present]


@task()
def settle(pk: int) -> None:
    """Bring the passages of the chapter of this key to its present text, through every text that
    came in between. Where they are there nothing is done."""
    chapter = Chapter.with_deleted.select_related("story").filter(pk=pk).first()
    if chapter and chapter.is_settling:
        prepare_then_store(chapter.story, lambda: _prepare(chapter))


def settle_now(chapter: Chapter) -> None:
    """Do so at once, for what cannot be done before."""
    settle.call(chapter.pk)


def settled_snapshot(story: Story, *chapters: Chapter) -> StorySnapshot:
    """A snapshot of a story, once the passages of these chapters of it stand in their present
    texts."""
    snapshot = StorySnapshot(story)
    while any(snapshot.margin_revision_of(chapter) for chapter in chapters):
        for chapter in chapters:
            settle_now(chapter)
        snapshot = StorySnapshot(story)
    return snapshot


def _prepare(chapter: Chapter) -> Callable[[], None]:
    """Work out where the passages go, storing nothing; gives what stores it."""
    snapshot = StorySnapshot(chapter.story)
    key = snapshot.revision_of(chapter)
    if key is None or snapshot.margin_revision_of(chapter) is None:
        return lambda: None
    present = Revision.objects.get(pk=key)
    steps = reanchor_through(snapshot, chapter, texts_since(snapshot, chapter, present))

    def store() -> None:
        chapter.story.hold()
        rows = Chapter.with_deleted.filter(pk=chapter.pk)
        rows.select_for_update(no_key=True).values_list("pk").first()
        snapshot.check_unchanged()
        store_steps(steps)
        rows.update(margin_revision=None)
        rows.touch()

    return store
