"""The places of passages in revisions, noted and stored."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.db import connection

from reader.actions.revising.begin_margins import begin_margins
from reader.actions.revising.reanchoring import Step
from reader.actions.revising.story_snapshot import PassageRow
from reader.models.audience import Audience
from reader.models.library.chapter import Chapter
from reader.models.library.revision import Revision
from reader.models.margin.comment import Comment
from reader.models.margin.passage import Passage
from reader.text.anchoring.passages import Span

STORE_PLACE = """
    UPDATE reader_passage SET chapter_id = %s, revision_id = %s, start = %s, "end" = %s, loose = %s
    WHERE id = %s
"""


def store_steps(steps: Iterable[Step]) -> None:
    """Store what becomes of passages, step by step."""
    for step in steps:
        remember_places(step.old, step.anchored, _found(step))
        for placement in step.placements:
            store_places(*placement)


def _found(step: Step) -> list[int]:
    """The passages that were loose until the text came, and stand in it."""
    found = []
    for passages, _, revision, places in step.placements:
        if revision.pk != step.old.pk and revision.chapter_id == step.old.chapter_id:
            found += [
                passage.pk for passage in passages if passage.loose and places.get(passage.pk)
            ]
    return found


def remember_places(
    revision: Revision, passages: Iterable[PassageRow], found: Sequence[int] = ()
) -> None:
    """Note in a revision where passages stand in it, before they leave it, and which the next one
    has `found`; readers have yet to be told what that did to words that they marked."""
    places = {}
    for passage in passages:
        places[str(passage.pk)] = [passage.start, passage.end]
    if places or found:
        revision.places, revision.found = places, list(found)
        revision.marks_to_tell = True
        revision.save(update_fields=["places", "found", "marks_to_tell"])


def store_places(
    passages: Iterable[PassageRow],
    chapter: Chapter,
    revision: Revision,
    places: Mapping[int, Span | None],
) -> None:
    """Give passages their places in a revision of a chapter; without one they are loose there.

    Threads go along to another chapter, and the pages that they leave are made anew. In SQL:
    `bulk_update` takes thirty times as long to say it.
    """
    found, lost, moved = [], [], []
    chapters = {chapter.pk}
    for passage in passages:
        chapters.add(passage.chapter_id)
        place = places.get(passage.pk)
        if place:
            start, end = place
            found.append((chapter.pk, revision.pk, start, end, False, passage.pk))
        else:
            lost.append(passage.pk)
        if passage.chapter_id != chapter.pk:
            moved.append(passage.pk)
    if found:
        with connection.cursor() as cursor:
            cursor.executemany(STORE_PLACE, found)
    if lost:
        Passage.objects.filter(pk__in=lost).update(chapter=chapter, loose=True)
    if moved:
        Comment.objects.filter(passage__in=moved).update(chapter=chapter)
        Chapter.objects.filter(pk__in=chapters).touch()
        if chapter.is_public and chapter.story.audience != Audience.CHOSEN:
            begin_margins(Chapter.objects.filter(pk=chapter.pk))  # some may come from a draft
