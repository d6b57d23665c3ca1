"""Where passages go when the texts under them change: along with their words, or nowhere."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from reader.models.comment import Comment
from reader.models.passage import Passage
from reader.models.revision import Revision
from reader.text.passages import carry, find_moved

if TYPE_CHECKING:
    from reader.models.chapter import Chapter

Place = tuple[int, int]

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
    passages = list(chapter.passages.all())
    settled = [p for p in passages if not p.loose]
    remember(old, settled)
    places: dict[int, Place | None] = {}
    if settled:
        carried = carry([(p.start, p.end) for p in settled], old.text, new.text)
        places = {p.pk: place for p, place in zip(settled, carried, strict=True)}
    unsure = [p for p in passages if not _says(new, places.get(p.pk), p.quote)]
    places |= _from_origins(unsure, old, new, places)
    known = _from_the_same_text(chapter, new)
    passages += Passage.objects.filter(pk__in=known).exclude(chapter=chapter)
    places |= known
    settle(passages, chapter, new, places)
    lost = [p for p in settled if p.loose]
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

    Threads go along to another chapter, and the pages that they leave are made anew.
    """
    passages = list(passages)
    moved = [p for p in passages if p.chapter_id != chapter.pk]
    left = {p.chapter_id for p in moved}
    for passage in passages:
        passage.chapter = chapter
        place = places.get(passage.pk)
        passage.loose = place is None
        if place is not None:
            passage.revision = revision
            passage.start, passage.end = place
    Passage.objects.bulk_update(
        passages, ["chapter", "revision", "start", "end", "loose"], batch_size=150
    )
    if moved:
        Comment.objects.filter(passage__in=moved).update(chapter=chapter)
        type(chapter).objects.filter(pk__in={*left, chapter.pk}).touch()


def _says(revision: Revision, place: Place | None, quote: str) -> bool:
    return place is not None and revision.text[slice(*place)] == quote


def _from_origins(
    passages: list[Passage], old: Revision, new: Revision, places: dict[int, Place | None]
) -> dict[int, Place]:
    """Places carried from where the passages were made, where those say more of their words."""
    by_origin: dict[int, list[Passage]] = {}
    for passage in passages:
        if passage.origin_id != old.pk:
            by_origin.setdefault(passage.origin_id, []).append(passage)
    better = {}
    for origin in Revision.objects.filter(pk__in=by_origin):
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
