"""Where a quote may stand in a text, how good each of these places is, and which is the one."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from reader.text.anchoring.carrying import Carrier
from reader.text.anchoring.normalising import NormalisedText, normalised
from reader.text.anchoring.occurrences import find_occurrences
from reader.text.anchoring.spans import Span
from reader.text.anchoring.words import cut_words

# A quote that stands in the text once, of so many characters, is known without its context.
_LENGTH_KNOWN_ALONE = 24
# The context of a shorter one has to be alike by so much: strangers are by a quarter to a third.
_CONTEXT_ALIKE = 0.45
# A candidate is chosen if it is better than the next best by so much.
_DECISIVE_MERIT = 0.15
# A quote that was changed has to be alike by so much.
_CHANGED_ALIKE = 0.6
# Words that stand more often in the text than this are of no use to find candidates by.
_MOST_OF_A_RARE_WORD = 20
# Stretches of the text in which a changed quote is looked for.
_MOST_WINDOWS = 4


class Candidate(NamedTuple):
    """Where a quote may stand, and how alike it and its context are there, from 0 to 1."""

    merit: float
    start: int
    end: int


def exact_candidates(quote: str, text: str) -> Iterator[Candidate]:
    """Where the quote stands character by character."""
    for start in find_occurrences(quote, text):
        yield Candidate(0, start, start + len(quote))


def normalised_candidates(quote: str, text: str) -> Iterator[Candidate]:
    """Where the quote stands once typographic signs and white space are normalised."""
    wanted = NormalisedText(quote).text.strip()
    if not wanted:
        return
    whole = normalised(text)
    for start in find_occurrences(wanted, whole.text):
        yield Candidate(0, *whole.origin(start, start + len(wanted)))


def changed_candidates(quote: str, text: str, prefix: str, suffix: str) -> list[Candidate]:
    """Where the quote stands with some of its words changed, weighed."""
    known = prefix + quote + suffix
    start, end = len(prefix), len(prefix) + len(quote)
    found: set[Candidate] = set()
    for low, high in _windows(known, text):
        span = Carrier(known, text[low:high], [(start, end)]).carry(start, end)
        if span is not None:
            found.add(Candidate(0, low + span[0], low + span[1]))
    wanted = NormalisedText(quote).text
    context = len(prefix) + len(suffix)
    candidates = []
    for around, start, end in weigh_candidates(found, text, prefix, suffix):
        alike = similarity(wanted, NormalisedText(text[start:end]).text)
        merit = (alike * len(quote) + around * context) / (len(quote) + context)
        if min(alike, merit) >= _CHANGED_ALIKE:
            candidates.append(Candidate(merit, start, end))
    return candidates


def weigh_candidates(
    candidates: Iterable[Candidate], text: str, prefix: str, suffix: str
) -> list[Candidate]:
    """The candidates with their merit: how alike the context is."""
    whole = normalised(text)
    before, after = NormalisedText(prefix).text, NormalisedText(suffix).text
    weighed = []
    for _, start, end in candidates:
        a, b = whole.offset_of(start), whole.offset_of(end)
        alike = similarity(before, whole.text[max(0, a - len(before)) : a]) * len(before)
        alike += similarity(after, whole.text[b : b + len(after)]) * len(after)
        weighed.append(Candidate(alike / max(1, len(before) + len(after)), start, end))
    return weighed


def similarity(one: str, other: str) -> float:
    """How alike two texts are, from 0 to 1: the share of characters that no edit touches."""
    return Levenshtein.normalized_similarity(one, other)


def choose(candidates: list[Candidate], quote: str, told: bool, near: int | None) -> Span | None:
    """One of the candidates, or None rather than a guess; if they are rivals, the one by far
    nearest to `near`.

    A short quote whose context was `told` has to be in a context that is alike: the same words
    stand elsewhere in any text.
    """
    if not candidates:
        return None
    candidates = sorted(candidates, reverse=True)
    best = candidates[0]
    known_alone = len(candidates) == 1 and len(quote) >= _LENGTH_KNOWN_ALONE
    if told and best.merit < _CONTEXT_ALIKE and not known_alone:
        return None
    rivals = [rival for rival in candidates if rival.merit > best.merit - _DECISIVE_MERIT]
    if len(rivals) == 1:
        return best.start, best.end
    return None if near is None else _nearest(rivals, near)


def _nearest(candidates: list[Candidate], near: int) -> Span | None:
    """The one of several candidates that is nearest, if no other is nearly as near."""
    first, second = sorted(candidates, key=lambda candidate: abs(candidate.start - near))[:2]
    if 2 * abs(first.start - near) >= abs(second.start - near):
        return None
    return first.start, first.end


def _windows(known: str, text: str) -> list[Span]:
    """The stretches of `text` that have the most rare words in common with `known`."""
    votes: dict[int, float] = defaultdict(float)
    size = 2 * len(known) + 80
    index = _index(text)
    words = cut_words(known)
    for key, offset in zip(words.keys, words.starts, strict=True):
        found = index.get(key, ())
        if len(found) <= _MOST_OF_A_RARE_WORD:
            for place in found:
                # Neighbours too: what belongs together may fall on either side of a border.
                for bucket in {(place - offset) // size, (place - offset + size // 2) // size}:
                    votes[bucket] += 1 / len(found)
    windows = []
    for bucket in sorted(votes, key=votes.__getitem__, reverse=True)[:_MOST_WINDOWS]:
        windows.append((max(0, bucket * size - size), min(len(text), (bucket + 2) * size)))
    return windows


@lru_cache(maxsize=2)
def _index(text: str) -> dict[str, list[int]]:
    """Where each word of `text` stands, by its key."""
    index: dict[str, list[int]] = defaultdict(list)
    words = cut_words(text)
    for key, start in zip(words.keys, words.starts, strict=True):
        index[key].append(start)
    return index
