"""Where passages go when the texts under them change: along with their words, or nowhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from django.db import connection

from reader.actions.revising.story_snapshot import PassageRow, StorySnapshot
from reader.models.library.chapter import Chapter
from reader.models.library.revision import Revision
from reader.models.margin.comment import Comment
from reader.models.margin.passage import Passage
from reader.text.anchoring.passages import (
    Span,
    carry,
    find_moved_quote,
    find_quote,
    words_came_back,
)

STORE_PLACE = """
    UPDATE reader_passage SET chapter_id = %s, revision_id = %s, start = %s, "end" = %s, loose = %s
    WHERE id = %s
"""
AROUND = 200
"""Code points around a place in which the very words of a passage may rather be."""


class Placement(NamedTuple):
    """Passages that are to stand in a revision of a chapter; without a place they are loose."""

    passages: list[PassageRow]
    chapter: Chapter
    revision: Revision
    places: dict[int, Span | None]


def reanchor(
    snapshot: StorySnapshot, chapter: Chapter, old: Revision, new: Revision
) -> tuple[list[PassageRow], list[Placement]]:
    """Work out where passages go when a chapter's text becomes `new`, which may not be stored yet,
    instead of `old`. Gives those that stood in `old`, and where passages are to be put, in this
    order.

    A text that was there before puts each passage back where it stood in it, also one that has
    gone to another chapter meanwhile. Else a passage is carried from its last place and, where
    that does not give its very words, from its origin. Words that are gone are looked for in the
    story's other chapters, and what those have lost in this one. A passage whose words are
    nowhere becomes loose, and stays where it was last seen.
    """
    passages = snapshot.on(chapter)
    anchored = [p for p in passages if not p.loose]
    places: dict[int, Span | None] = {}
    if anchored:
        carried = carry([(p.start, p.end) for p in anchored], old.text, new.text)
        places = {p.pk: place for p, place in zip(anchored, carried, strict=True)}
    hopeful = [p for p in passages if _may_do_better(p, places.get(p.pk), old, new)]
    places |= _from_origins(hopeful, new, places)
    known = _from_the_same_text(chapter, new)
    here = {p.pk for p in passages}
    passages += snapshot.of(pk for pk in known if pk not in here)
    places |= known
    placements: list[Placement] = []

    def put(placement: Placement) -> None:
        if placement.passages:
            placements.append(placement)
            snapshot.place(placement.passages, placement.chapter, placement.places)

    put(Placement(passages, chapter, new, places))
    snapshot.texts.append((chapter, new))
    lost = [p for p in anchored if not places.get(p.pk)]
    for other, text in snapshot.beside(chapter) if lost else ():
        moved = _moved(lost, text.text)
        put(Placement([p for p in lost if p.pk in moved], other, text, moved))
        lost = [p for p in lost if p.pk not in moved]
        if not lost:
            break
    loose = snapshot.loose_beside(chapter)
    moved = _moved(loose, new.text, old.text)
    put(Placement([p for p in loose if p.pk in moved], chapter, new, moved))
    return anchored, placements


def remember_places(revision: Revision, passages: Iterable[PassageRow]) -> None:
    """Note in a revision where passages stand in it, before they leave it."""
    places = {str(p.pk): [p.start, p.end] for p in passages}
    if places:
        revision.places = places
        revision.save(update_fields=["places"])


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
    passages = list(passages)
    if not passages:
        return
    found = [
        (chapter.pk, revision.pk, *place, False, p.pk)
        for p in passages
        if (place := places.get(p.pk))
    ]
    with connection.cursor() as cursor:
        cursor.executemany(STORE_PLACE, found)
    lost = [p.pk for p in passages if not places.get(p.pk)]
    Passage.objects.filter(pk__in=lost).update(chapter=chapter, loose=True)
    moved = [p.pk for p in passages if p.chapter_id != chapter.pk]
    if moved:
        Comment.objects.filter(passage__in=moved).update(chapter=chapter)
        left = {p.chapter_id for p in passages}
        Chapter.objects.filter(pk__in={*left, chapter.pk}).touch()


def _says(revision: Revision, place: Span | None, quote: str) -> bool:
    return place is not None and revision.text[slice(*place)] == quote


def _may_do_better(passage: PassageRow, place: Span | None, old: Revision, new: Revision) -> bool:
    """Whether carrying a passage from its origin may give more of its words than `place` does."""
    if passage.origin_id == old.pk or _says(new, place, passage.quote):
        return False
    said = "" if passage.loose else old.text[passage.start : passage.end]
    if place is None:
        grown = said if said != passage.quote else ""
        return words_came_back(passage.quote, grown, old.text, new.text)
    around = new.text[max(0, place[0] - AROUND) : place[1] + AROUND]
    return not _says(new, place, said) and passage.quote in around


def _from_origins(
    passages: list[PassageRow], new: Revision, places: dict[int, Span | None]
) -> dict[int, Span]:
    """Places carried from where the passages were made, where those say more of their words."""
    by_origin: dict[int, list[PassageRow]] = {}
    for passage in passages:
        by_origin.setdefault(passage.origin_id, []).append(passage)
    better = {}
    for passage in by_origin.pop(None, ()):  # brought from elsewhere: known by its words alone
        place = find_quote(passage.quote, new.text, passage.prefix, passage.suffix)
        if place:
            better[passage.pk] = place
    for origin in Revision.objects.filter(pk__in=by_origin).exclude(text=""):  # erased
        group = by_origin[origin.pk]
        spans = [(p.origin_start, p.origin_end) for p in group]
        for passage, place in zip(group, carry(spans, origin.text, new.text), strict=True):
            if place and (places.get(passage.pk) is None or _says(new, place, passage.quote)):
                better[passage.pk] = place
    return better


def _from_the_same_text(chapter: Chapter, new: Revision) -> dict[int, Span]:
    """Places that passages had in earlier revisions of exactly this text."""
    places: dict[int, Span] = {}
    earlier = chapter.revisions.filter(text=new.text).exclude(pk=new.pk)
    for revision in earlier.order_by("number"):
        places |= {int(pk): tuple(place) for pk, place in revision.places.items()}
        for pk, *place in Passage.objects.filter(origin=revision).values_list(
            "pk", "origin_start", "origin_end"
        ):
            places[pk] = tuple(place)
    return places


def _moved(passages: list[PassageRow], text: str, before: str = "") -> dict[int, Span]:
    places = {}
    for passage in passages:
        place = find_moved_quote(passage.quote, text, passage.prefix, passage.suffix, before)
        if place:
            places[passage.pk] = place
    return places
