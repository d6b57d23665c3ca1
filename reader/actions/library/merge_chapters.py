"""Two chapters made one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from reader.actions.library.chapter_list import ChapterList, WouldPublish
from reader.actions.prepare_then_store import prepare_then_store
from reader.actions.revising.begin_margins import begin_again
from reader.actions.revising.new_text import hold_unchanged, next_revision, store_revision
from reader.actions.revising.settle import settled_snapshot
from reader.actions.revising.store_places import remember_places, store_places
from reader.actions.revising.story_snapshot import PassageRow
from reader.models.closed_by import ClosedBy
from reader.models.library.chapter import Chapter
from reader.models.library.revision import Revision
from reader.models.people.progress import Progress
from reader.models.people.reader import Reader
from reader.models.people.reading import Reading
from reader.text.anchoring.passages import Span, carry
from reader.text.rendering.block import BLOCK_GAP
from reader.text.rendering.splitting import join_sources


def merge_with_next(chapter: Chapter, *, by: Reader) -> Chapter:
    """Make the next chapter the end of this one. Gives the chapter that both are now.

    Of two drafts it comes out when both would have. Raises IndexError where none follows,
    and WouldPublish where only one of them is published, or one was taken down.
    """
    return prepare_then_store(chapter.story, lambda: _prepare(chapter, by))


def _prepare(chapter: Chapter, by: Reader) -> Callable[[], Chapter]:
    """Join a chapter with the next one, storing nothing; gives what stores it."""
    story, chapters = chapter.story, ChapterList(chapter.story)
    snapshot = settled_snapshot(story, *chapters.pair(chapter))
    chapter, following = chapters.pair(chapter)
    down = chapter.taken_down_at or following.taken_down_at
    if down or chapter.is_published != following.is_published:
        raise WouldPublish
    old, end = chapter.current_revision, following.current_revision
    passages, theirs = snapshot.on(chapter), snapshot.on(following)
    new = next_revision(story, join_sources(old.source, end.source), by, old)
    shift = len(old.text) + len(BLOCK_GAP)
    anchored = [passage for passage in passages if not passage.loose]
    anchored_theirs = [passage for passage in theirs if not passage.loose]
    spans = _spans(anchored, 0) | _spans(anchored_theirs, shift)
    carried = carry(list(spans.values()), f"{old.text}{BLOCK_GAP}{end.text}", new.text)
    places = dict(zip(spans, carried, strict=True))

    def store() -> Chapter:
        hold_unchanged(snapshot, chapter, following)
        remember_places(old, anchored)
        remember_places(end, anchored_theirs)
        if not chapter.is_published:
            chapter.published_at = _later(chapter.published_at, following.published_at)
            chapter.save(update_fields=["published_at"])
        store_revision(chapter, new)
        store_places(passages + theirs, chapter, new, places)
        following.comments.update(chapter=chapter)
        both = chapter.thanks.values("reader")
        following.thanks.exclude(reader__in=both).update(chapter=chapter)
        _append_notes(chapter, following)
        _move_progress(chapter, following, old, shift)
        if following.closed_at and chapter.closed_by != ClosedBy.MODERATOR:
            chapter.closed_at = chapter.closed_at or following.closed_at
            chapter.closed_by = following.closed_by
            chapter.save(update_fields=["closed_at", "closed_by"])
        following.merged_into = chapter
        if not chapter.is_public:
            following.published_at = None  # what of its text comes out comes with the other
        following.save(update_fields=["merged_into", "published_at"])
        chapters.leave_out(following)
        begin_again([chapter])
        return chapter

    return store


def _spans(passages: Sequence[PassageRow], shift: int) -> dict[int, Span]:
    """Where passages stand, by their keys, `shift` code points further on than in their text."""
    spans = {}
    for passage in passages:
        spans[passage.pk] = passage.start + shift, passage.end + shift
    return spans


def _later(one: datetime | None, other: datetime | None) -> datetime | None:
    """The later of two times; never, where one of them is never."""
    return max(one, other) if one and other else None


def _append_notes(chapter: Chapter, following: Chapter) -> None:
    """Give a chapter the author's notes of another one, after its own."""
    notes = list(following.notes.all())
    for position, note in enumerate(notes, chapter.notes.count()):
        following.notes.filter(pk=note.pk).update(chapter=chapter, position=position)


def _move_progress(chapter: Chapter, following: Chapter, old: Revision, shift: int) -> None:
    """Take readers' places along from the chapter that is the end of another one now; who has
    read both has read the whole."""
    Progress.objects.filter(furthest_chapter=following).take_furthest(chapter, shift)
    for place in Progress.objects.filter(chapter=following):
        place.move(chapter, min(place.offset + shift, len(chapter.text)))
    end = following.current_revision
    read = Reading.objects.filter(chapter=following, revision=end).values("reader")
    for reading in Reading.objects.filter(chapter=chapter, revision=old, reader__in=read):
        Reading.objects.keep(reading.reader, chapter, chapter.current_revision)
