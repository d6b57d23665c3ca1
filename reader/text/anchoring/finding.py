"""Find a quote in a text of which no revision is known, or give up rather than guess."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from reader.text.anchoring.carrying import Carrier
from reader.text.anchoring.normalising import Folded, fold
from reader.text.anchoring.words import cut

Span = tuple[int, int]

# A quote that stands in the text once, of so many characters, is known without its context.
_LONG = 24
# The context of a shorter one has to be alike by so much: strangers are by a quarter to a third.
_ALIKE = 0.45
# A place is decided on if it is better than the next best by so much.
_DECISIVE = 0.15
# A quote that was changed has to be alike by so much.
_CHANGED = 0.6
# More places than this are not looked at, nor words that stand more often used to find places.
_MANY = 2000
_COMMON = 20
# Places at which a changed quote is looked for.
_TRIES = 4
# A quote that moved to another text is known by so many characters alone; a shorter one needs a
# side of its context, alike by so much, and at least so long.
_UNMISTAKABLE = 48
_SAME_SIDE = 0.8
_SIDE = 8


class Place(NamedTuple):
    """A place where a quote may stand: how alike it and its context are, 0 to 1, and where."""

    merit: float
    start: int
    end: int


def find(
    quote: str, text: str, prefix: str = "", suffix: str = "", near: int | None = None
) -> Span | None:
    """Find `quote` in `text`: its `(start, end)` in code points, or None rather than a guess.

    `prefix` and `suffix` are what stood on either side of it, `near` is where it may be. It is
    sought exactly, then with typographic signs and white space folded, then with changed words.
    """
    if not quote.strip() or not text:
        return None
    places = list(_exact_places(quote, text)) or list(_folded_places(quote, text))
    if places:
        return _chosen(_weighed(places, text, prefix, suffix), quote, bool(prefix or suffix), near)
    return _chosen(_changed_places(quote, text, prefix, suffix), "", False, near)


def find_moved(quote: str, text: str, prefix: str, suffix: str, before: str = "") -> Span | None:
    """Find a quote that came into `text` from another text: `(start, end)` in code points, or None.

    It has to stand there in its very words, but for typographic signs, and not in what the text
    was `before`; and a short one has to have what stood on one side of it there too.
    """
    wanted = Folded(quote).text.strip()
    folded = fold(text)
    if not wanted or wanted not in folded.text or (before and wanted in fold(before).text):
        return None
    place = find(quote, text, prefix, suffix)
    if place is None or len(wanted) >= _UNMISTAKABLE:
        return place
    start, end = folded.place(place[0]), folded.place(place[1])
    lead, trail = Folded(prefix).text.strip(), Folded(suffix).text.strip()
    lead_now = folded.text[max(0, start - len(lead) - 2) : start].rstrip()[-len(lead) :]
    trail_now = folded.text[end : end + len(trail) + 2].lstrip()[: len(trail)]
    return place if _is_same_side(lead, lead_now) or _is_same_side(trail, trail_now) else None


def _is_same_side(known: str, now: str) -> bool:
    """Tell whether what stands on a side of a quote is what stood there, and enough to tell by."""
    return len(known) >= _SIDE and _similarity(known, now) >= _SAME_SIDE


def words_came_back(quote: str, said: str, old: str, new: str) -> bool:
    """Tell whether three words of a quote in a row, or all where it has fewer, stand in `new`,
    and not in `old` but in the stretch of it that was `said` to be the quote's."""
    words = Folded(quote).text.split()
    said, old, new = Folded(said).text, fold(old).text, fold(new).text
    for at in range(max(1, len(words) - 2)):
        row = " ".join(words[at : at + 3])
        if row in new and (row in said or not _has(row, old)) and _has(row, new):
            return True
    return False


def _has(row: str, text: str) -> bool:
    """Tell whether a row of words stands in a text, and not inside of other words."""
    start = text.find(row)
    while start >= 0 and not _stands_free(text, start, start + len(row)):
        start = text.find(row, start + 1)
    return start >= 0


def _occurrences(quote: str, text: str) -> Iterator[int]:
    """Give where `quote` stands in `text`, but not inside of words, if it also stands outside."""
    outside: list[int] = []
    inside: list[int] = []
    start = text.find(quote)
    while start >= 0 and len(outside) + len(inside) < _MANY:
        if _stands_free(text, start, start + len(quote)):
            outside.append(start)
        else:
            inside.append(start)
        start = text.find(quote, start + 1)
    yield from outside or inside


def _stands_free(text: str, start: int, end: int) -> bool:
    """Tell whether a stretch begins and ends where words do."""
    begins = start == 0 or not (text[start - 1].isalnum() and text[start].isalnum())
    return begins and (end == len(text) or not (text[end - 1].isalnum() and text[end].isalnum()))


def _exact_places(quote: str, text: str) -> Iterator[Place]:
    """Give where the quote stands character by character."""
    for start in _occurrences(quote, text):
        yield Place(0, start, start + len(quote))


def _folded_places(quote: str, text: str) -> Iterator[Place]:
    """Give where the quote stands once typographic signs and white space are folded."""
    folded, wanted = fold(text), Folded(quote).text.strip()
    for start in _occurrences(wanted, folded.text) if wanted else ():
        yield Place(0, *folded.origin(start, start + len(wanted)))


def _weighed(places: Iterable[Place], text: str, prefix: str, suffix: str) -> list[Place]:
    """Give the places with their merit: how alike the context is."""
    folded = fold(text)
    before, after = Folded(prefix).text, Folded(suffix).text
    weighed = []
    for _, start, end in places:
        a, b = folded.place(start), folded.place(end)
        alike = _similarity(before, folded.text[max(0, a - len(before)) : a]) * len(before)
        alike += _similarity(after, folded.text[b : b + len(after)]) * len(after)
        weighed.append(Place(alike / max(1, len(before) + len(after)), start, end))
    return weighed


def _similarity(one: str, other: str) -> float:
    return Levenshtein.normalized_similarity(one, other)


def _chosen(places: list[Place], quote: str, told: bool, near: int | None) -> Span | None:
    """Decide on one of the places, or on none.

    A short quote whose context was `told` has to be in a context that is alike: the same words
    stand elsewhere in any text.
    """
    if not places:
        return None
    places = sorted(places, reverse=True)
    best = places[0]
    if told and best.merit < _ALIKE and (len(places) > 1 or len(quote) < _LONG):
        return None
    rivals = [place for place in places if place.merit > best.merit - _DECISIVE]
    if len(rivals) == 1:
        return best.start, best.end
    return None if near is None else _nearest(rivals, near)


def _nearest(places: list[Place], near: int) -> Span | None:
    """Give the one of several places that is nearest, if no other is nearly as near."""
    first, second = sorted(places, key=lambda place: abs(place.start - near))[:2]
    if 2 * abs(first.start - near) >= abs(second.start - near):
        return None
    return first.start, first.end


def _changed_places(quote: str, text: str, prefix: str, suffix: str) -> list[Place]:
    """Give where the quote stands with some of its words changed."""
    known = prefix + quote + suffix
    start, end = len(prefix), len(prefix) + len(quote)
    found: set[Place] = set()
    for low, high in _windows(known, text):
        span = Carrier(known, text[low:high], [(start, end)]).carry(start, end)
        if span is not None:
            found.add(Place(0, low + span[0], low + span[1]))
    wanted = Folded(quote).text
    context = len(prefix) + len(suffix)
    places = []
    for around, start, end in _weighed(found, text, prefix, suffix):
        alike = _similarity(wanted, Folded(text[start:end]).text)
        merit = (alike * len(quote) + around * context) / (len(quote) + context)
        if min(alike, merit) >= _CHANGED:
            places.append(Place(merit, start, end))
    return places


def _windows(known: str, text: str) -> list[Span]:
    """Give the stretches of `text` that have the most rare words in common with `known`."""
    votes: dict[int, float] = defaultdict(float)
    size = 2 * len(known) + 80
    index = _index(text)
    words = cut(known)
    for key, offset in zip(words.keys, words.starts, strict=True):
        found = index.get(key, ())
        if len(found) <= _COMMON:
            for place in found:
                # Neighbours too: what belongs together may fall on either side of a border.
                for bucket in {(place - offset) // size, (place - offset + size // 2) // size}:
                    votes[bucket] += 1 / len(found)
    windows = []
    for bucket in sorted(votes, key=votes.__getitem__, reverse=True)[:_TRIES]:
        windows.append((max(0, bucket * size - size), min(len(text), (bucket + 2) * size)))
    return windows


@lru_cache(maxsize=2)
def _index(text: str) -> dict[str, list[int]]:
    """Give where each word of `text` stands."""
    index: dict[str, list[int]] = defaultdict(list)
    words = cut(text)
    for key, start in zip(words.keys, words.starts, strict=True):
        index[key].append(start)
    return index
