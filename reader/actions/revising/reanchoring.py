"""Where passages go when the texts under them change: along with their words, or nowhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from django.db.models import Q

from reader.actions.revising.story_snapshot import PassageRow, StorySnapshot
from reader.models.library.chapter import Chapter
from reader.models.library.revision import Revision
from reader.text.anchoring.passages import (
    Span,
    carry,
    find_moved_quote,
    find_quote,
    words_came_back,
)

AROUND = 200
"""Code points around a place in which the very words of a passage may rather be."""


class Placement(NamedTuple):
    """Passages that are to stand in a revision of a chapter; without a place they are loose."""

    passages: list[PassageRow]
    chapter: Chapter
    revision: Revision
    places: Mapping[int, Span | None]


class Step(NamedTuple):
    """What becomes of passages when a text takes the place of an `old` one: those that stood in
    that, and where passages are to be put, in the order in which it happens."""

    old: Revision
    anchored: list[PassageRow]
    placements: list[Placement]


def reanchor_through(
    snapshot: StorySnapshot, chapter: Chapter, texts: Sequence[Revision]
) -> list[Step]:
    """Work out where passages go while a chapter's text becomes one of these after the other. They
    stand in the first one; the last one may not be stored yet."""
    return [reanchor(snapshot, chapter, old, new) for old, new in pairwise(texts)]


def reanchor(snapshot: StorySnapshot, chapter: Chapter, old: Revision, new: Revision) -> Step:
    """Work out where passages go when a chapter's text becomes `new` instead of `old`.

    A text that was there before puts each passage back where it stood in it, also one that has
    gone to another chapter meanwhile. Else a passage is carried from its last place and, where
    that does not give its very words, from its origin. Words that are gone are looked for in the
    story's other chapters, and what those have lost in this one. A passage whose words are
    nowhere becomes loose, and stays where it was last seen.
    """
    passages = snapshot.standing_in(chapter, old)
    anchored = [passage for passage in passages if not passage.loose]
    places = _carried(anchored, old, new)
    hopeful = [p for p in passages if _may_do_better(p, places.get(p.pk), old, new)]
    made_in = {p.origin_id for p in hopeful if p.origin_id is not None}
    origins, same = _earlier_texts(chapter, new, made_in)
    places |= _from_origins(hopeful, origins, new, places)
    known = _from_the_same_text(snapshot, same) if same else {}
    places |= known
    passages += snapshot.elsewhere(known, chapter)
    placements = _Placements(snapshot)
    placements.put(passages, chapter, new, places)
    snapshot.show(chapter, new)
    lost = [passage for passage in anchored if not places.get(passage.pk)]
    if lost:
        for other, text in snapshot.beside(chapter):
            lost = placements.put_found(lost, other, text)
            if not lost:
                break
    loose = snapshot.loose_beside(chapter)
    placements.put_found(loose, chapter, new, old.text)
    return Step(old, anchored, placements.all)


class _Placements:
    """Where passages are to be put, in this order; the snapshot knows of each at once."""

    def __init__(self, snapshot: StorySnapshot) -> None:
        self.snapshot = snapshot
        self.all: list[Placement] = []

    def put(
        self,
        passages: list[PassageRow],
        chapter: Chapter,
        revision: Revision,
        places: Mapping[int, Span | None],
    ) -> None:
        """Put passages in a revision of a chapter; those without a place are loose there."""
        if passages:
            self.all.append(Placement(passages, chapter, revision, places))
            self.snapshot.place(passages, chapter, revision, places)

    def put_found(
        self, passages: list[PassageRow], chapter: Chapter, revision: Revision, before: str = ""
    ) -> list[PassageRow]:
        """Put those passages in a revision of a chapter whose very words are in it, and were not
        in the text `before`. Gives the others."""
        found, others, places = [], [], {}
        for passage in passages:
            around = passage.prefix, passage.suffix
            place = find_moved_quote(passage.quote, revision.text, *around, before)
            if place:
                found.append(passage)
                places[passage.pk] = place
            else:
                others.append(passage)
        self.put(found, chapter, revision, places)
        return others


def _carried(passages: list[PassageRow], old: Revision, new: Revision) -> dict[int, Span | None]:
    """Places of passages that stand in the old text, carried to the new one."""
    if not passages:
        return {}
    spans = [(passage.start, passage.end) for passage in passages]
    keys = [passage.pk for passage in passages]
    return dict(zip(keys, carry(spans, old.text, new.text), strict=True))


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


def _earlier_texts(
    chapter: Chapter, new: Revision, origins: set[int]
) -> tuple[list[Revision], list[Revision]]:
    """Revisions of these keys, but for erased ones; and those of the chapter before `new` that say
    the same, in their order. In one query."""
    said = Q(chapter=chapter.pk, text=new.text, number__lt=new.number)
    found = Revision.objects.filter(Q(pk__in=origins) | said).defer("source", "blocks")
    wanted, same = [], []
    for revision in found.order_by("number"):
        is_earlier = revision.chapter_id == chapter.pk and revision.number < new.number
        if is_earlier and revision.text == new.text:
            same.append(revision)
        if revision.pk in origins and revision.text:
            wanted.append(revision)
    return wanted, same


def _from_origins(
    passages: list[PassageRow],
    origins: list[Revision],
    new: Revision,
    places: dict[int, Span | None],
) -> dict[int, Span]:
    """Places carried from where the passages were made, where those say more of their words."""
    better = {}
    by_origin: dict[int, list[PassageRow]] = {}
    for passage in passages:
        if passage.origin_id is not None:
            by_origin.setdefault(passage.origin_id, []).append(passage)
            continue
        # It was imported, so it is known by its words alone.
        place = find_quote(passage.quote, new.text, passage.prefix, passage.suffix)
        if place:
            better[passage.pk] = place
    for origin in origins:
        group = by_origin[origin.pk]
        spans = [(passage.origin_start, passage.origin_end) for passage in group]
        for passage, place in zip(group, carry(spans, origin.text, new.text), strict=True):
            if place and (places.get(passage.pk) is None or _says(new, place, passage.quote)):
                better[passage.pk] = place
    return better


def _from_the_same_text(snapshot: StorySnapshot, same: Sequence[Revision]) -> dict[int, Span]:
    """Places that passages had in earlier revisions of exactly this text."""
    noted: set[int] = set()
    for revision in same:
        noted.update(int(name) for name in revision.places)
    rows = snapshot.of(noted, [revision.pk for revision in same])
    places: dict[int, Span] = {}
    for revision in same:
        for name, (start, end) in revision.places.items():
            places[int(name)] = start, end
        for row in rows:
            if row.origin_id == revision.pk:
                places[row.pk] = row.origin_start, row.origin_end
    return places
