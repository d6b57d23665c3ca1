"""Where passages go when the texts under them change: along with their words, or nowhere."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import connection

from reader.models.comment import Comment
from reader.models.passage import Passage
from reader.models.revision import Revision
from reader.text.passages import carry, find, find_moved, words_came_back

if TYPE_CHECKING:
    from reader.models.chapter import Chapter

Place = tuple[int, int]

SETTLE = """
    UPDATE reader_passage SET chapter_id = %s, revision_id = %s, start = %s, "end" = %s, loose = %s
    WHERE id = %s
"""
KNOWN = ("pk", "chapter_id", "start", "end", "loose", "quote", "prefix", "suffix",
         "origin_id", "origin_start", "origin_end")  # fmt: skip
"""What it takes to follow a passage; ten thousand model instances take five times as long."""
AROUND = 200
"""Code points around a place in which the very words of a passage may rather be."""
NEAR = 20
"""Chapters of the story, the latest revised first, in which lost words are looked for."""


def follow(chapter: Chapter, old: Revision, new: Revision) -> None:
    """Take the passages of a chapter along from its revision `old` to `new`, its present one.

    A text that was there before puts each passage back where it stood in it, also one that has
    gone to another chapter meanwhile. Else a passage is carried from its last place and, where
    that does not give its very words, from its origin. Words that are gone are looked for in the
    story's other chapters, and what those have lost in this one. A passage whose words are
    nowhere becomes loose, and stays where it was last seen.
    """
    passages = list(Passage.objects.filter(chapter=chapter).values_list(*KNOWN, named=True))
    settled = [p for p in passages if not p.loose]
    remember(old, settled)
    places: dict[int, Place | None] = {}
    if settled:
        carried = carry([(p.start, p.end) for p in settled], old.text, new.text)
        places = {p.pk: place for p, place in zip(settled, carried, strict=True)}
    hopeful = [p for p in passages if _may_do_better(p, places.get(p.pk), old, new)]
    places |= _from_origins(hopeful, new, places)
    known = _from_the_same_text(chapter, new)
    passages += (
        Passage.objects.filter(pk__in=known)
        .exclude(chapter=chapter)
        .values_list(*KNOWN, named=True)
    )
    places |= known
    settle(passages, chapter, new, places)
    lost = [p for p in settled if not places.get(p.pk)]
    if lost:
        _to_other_chapters(chapter, lost)
    _from_other_chapters(chapter, old, new)


def remember(revision: Revision, passages: Iterable[Passage]) -> None:
    """Note in a revision where passages stand in it, before they leave it."""
    places = {str(p.pk): [p.start, p.end] for p in passages}
    if places:
        revision.places = places
        revision.save(update_fields=["places"])


def settle(
    passages: Iterable[Passage],
    chapter: Chapter,
    revision: Revision,
    places: dict[int, Place | None],
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
        cursor.executemany(SETTLE, found)
    lost = [p.pk for p in passages if not places.get(p.pk)]
    Passage.objects.filter(pk__in=lost).update(chapter=chapter, loose=True)
    moved = [p.pk for p in passages if p.chapter_id != chapter.pk]
    if moved:
        Comment.objects.filter(passage__in=moved).update(chapter=chapter)
        left = {p.chapter_id for p in passages}
        type(chapter).objects.filter(pk__in={*left, chapter.pk}).touch()


def _says(revision: Revision, place: Place | None, quote: str) -> bool:
    return place is not None and revision.text[slice(*place)] == quote


def _may_do_better(passage: Passage, place: Place | None, old: Revision, new: Revision) -> bool:
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
    passages: list[Passage], new: Revision, places: dict[int, Place | None]
) -> dict[int, Place]:
    """Places carried from where the passages were made, where those say more of their words."""
    by_origin: dict[int, list[Passage]] = {}
    for passage in passages:
        by_origin.setdefault(passage.origin_id, []).append(passage)
    better = {}
    for passage in by_origin.pop(None, ()):  # brought from elsewhere: known by its words alone
        place = find(passage.quote, new.text, passage.prefix, passage.suffix)
        if place:
            better[passage.pk] = place
    for origin in Revision.objects.filter(pk__in=by_origin).exclude(text=""):  # erased
        group = by_origin[origin.pk]
        spans = [(p.origin_start, p.origin_end) for p in group]
        for passage, place in zip(group, carry(spans, origin.text, new.text), strict=True):
            if place and (places.get(passage.pk) is None or _says(new, place, passage.quote)):
                better[passage.pk] = place
    return better


def _from_the_same_text(chapter: Chapter, new: Revision) -> dict[int, Place]:
    """Places that passages had in earlier revisions of exactly this text."""
    places: dict[int, Place] = {}
    earlier = chapter.revisions.filter(text=new.text).exclude(pk=new.pk)
    for revision in earlier.order_by("number"):
        places |= {int(pk): tuple(place) for pk, place in revision.places.items()}
        for pk, *place in Passage.objects.filter(origin=revision).values_list(
            "pk", "origin_start", "origin_end"
        ):
            places[pk] = tuple(place)
    return places


def _to_other_chapters(chapter: Chapter, lost: list[Passage]) -> None:
    """Settle passages whose words stand in another chapter by now."""
    others = (
        type(chapter)
        .objects.in_story()
        .filter(story=chapter.story_id, revision__isnull=False)
        .exclude(pk=chapter.pk)
        .select_related("revision", "story")
        .order_by("-revision__created_at", "-revision__pk")[:NEAR]
    )
    for other in others:
        places = _moved(lost, other.text)
        settle([p for p in lost if p.pk in places], other, other.revision, places)
        lost = [p for p in lost if p.pk not in places]
        if not lost:
            return


def _from_other_chapters(chapter: Chapter, old: Revision, new: Revision) -> None:
    """Settle passages that other chapters have lost, and whose words have come into this one."""
    loose = Passage.objects.filter(chapter__story=chapter.story_id, loose=True)
    loose = list(loose.exclude(chapter=chapter)[:2000])
    places = _moved(loose, new.text, old.text)
    settle([p for p in loose if p.pk in places], chapter, new, places)


def _moved(passages: list[Passage], text: str, before: str = "") -> dict[int, Place]:
    places = {}
    for passage in passages:
        place = find_moved(passage.quote, text, passage.prefix, passage.suffix, before)
        if place:
            places[passage.pk] = place
    return places
