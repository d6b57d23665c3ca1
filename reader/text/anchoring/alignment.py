"""Align the words of two revisions of a text.

Words that occur once on either side anchor the alignment (the idea of patience diff), and the
stretches between anchors are aligned by edit distance. Matches that only chance brought about are
dropped, insertions and deletions slid to where people make them, and what is left over is searched
for stretches that moved.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, chain, count
from math import log2
from operator import and_

from rapidfuzz.distance import Levenshtein

from reader.text.anchoring.chaining import CERTAIN_BITS, Run, credible, heaviest
from reader.text.anchoring.words import Words

# Lengths of the word sequences that anchor an alignment, tried one after the other.
_ANCHOR_LENGTHS = (4, 2, 1)
# A box of up to so many pairs of words goes to edit distance at once.
_SMALL_BOX = 150
# One of more than these is left alone: time and memory end somewhere.
_HUGE_BOX = 2 * 10**10

# Matching words are compared so many at a time, at first and at most.
_FIRST_SLICE = 16
_LARGEST_SLICE = 4096

# Numbers of words that are in no other text: not -1, which hashes like -2.
NOT_NEW, NOT_OLD = -2, -3

# What it says, in bits, that a paragraph begins or ends at the same word.
_BITS_OF_A_BREAK = 4.0
# A run that says less is only believed if, of so many words on either side, this part is left.
_BITS_OF_A_SOLID_RUN = 40.0
_WORDS_AROUND = 40
_FEWEST_LEFT = 0.15
# How words are distributed where the texts are too short to tell: as in so many words of prose,
# where a word of 0, 1, 2… letters says so many bits.
_WORDS_OF_PROSE = 2000
_BITS_IN_PROSE = (3.0, 3.5, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0, 11.0, 12.0)


class Aligner:
    """Two cut texts made comparable: words as numbers, and what each of them says in bits."""

    def __init__(self, old: Words, new: Words):
        """Number the words of both texts by their keys and weigh them."""
        self.old, self.new = old, new
        counts = Counter(chain(old.keys, new.keys))
        numbers = dict(zip(counts, count()))
        self.a = list(map(numbers.__getitem__, old.keys))
        self.b = list(map(numbers.__getitem__, new.keys))
        bits = _information(counts)
        self._bits_before = list(accumulate(map(bits.__getitem__, self.a), initial=0.0))

    def weigh(self, run: Run) -> float:
        """What a run says, in bits."""
        bits = self._bits_before[run.old + run.length] - self._bits_before[run.old]
        if bits < CERTAIN_BITS:
            old = self.old.openings[run.old : run.old + run.length + 1]
            new = self.new.openings[run.new : run.new + run.length + 1]
            bits += _BITS_OF_A_BREAK * sum(map(and_, old, new))
        return bits

    def weigh_all(self, runs: Sequence[Run]) -> list[float]:
        """What each of some runs says, in bits."""
        return [self.weigh(run) for run in runs]

    def crossing(self) -> tuple[list[Run], list[Run]]:
        """The anchors of the whole texts that keep their order, and those that do not."""
        anchors = unique_runs(self.a, self.b, _ANCHOR_LENGTHS[0])
        ordered = heaviest(anchors, self.weigh_all(anchors))
        ends_in_order = {run.old + run.length for run in ordered}
        crossing = []
        for run in anchors:
            if run.old + run.length not in ends_in_order:
                crossing.append(run)
        return ordered, crossing

    def set_aside(self, runs: Sequence[Run]) -> None:
        """Let the words of `runs` match nothing any more."""
        for old, new, length in runs:
            self.a[old : old + length] = [NOT_NEW] * length
            self.b[new : new + length] = [NOT_OLD] * length

    def backbone(self, anchors: Sequence[Run]) -> list[Run]:
        """The runs that keep the order of the texts, `anchors` among them."""
        sizes = len(self.a), len(self.b)
        runs = merged(self._between(anchors, 0, sizes[0], 0, sizes[1], 1))
        return self._founded(credible(runs, self.weigh_all(runs), sizes))

    def _founded(self, runs: list[Run]) -> list[Run]:
        """Keep the runs that say much, or stand where more than a few words are left.

        A translation keeps the names and the signs, in order: that makes no passage of it stay.
        """
        old_left = _part_left(self.old, [(run.old, run.length) for run in runs])
        new_left = _part_left(self.new, [(run.new, run.length) for run in runs])
        founded = []
        for run, old_part, new_part in zip(runs, old_left, new_left, strict=True):
            if max(old_part, new_part) >= _FEWEST_LEFT or self.weigh(run) >= _BITS_OF_A_SOLID_RUN:
                founded.append(run)
        return founded

    def fill(self, a0: int, a1: int, b0: int, b1: int, level: int = 0) -> Iterator[Run]:
        """Align the old words `a0:a1` with the new words `b0:b1`; `level` is an anchor length."""
        a, b = self.a, self.b
        start = a0
        while a0 < a1 and b0 < b1 and a[a0] == b[b0]:
            a0, b0 = a0 + 1, b0 + 1
        if start < a0:
            yield Run(start, b0 - a0 + start, a0 - start)
        end = a1
        while a0 < a1 and b0 < b1 and a[a1 - 1] == b[b1 - 1]:
            a1, b1 = a1 - 1, b1 - 1
        if a0 < a1 and b0 < b1:
            yield from self._fill_middle(a0, a1, b0, b1, level)
        if a1 < end:
            yield Run(a1, b1, end - a1)

    def _fill_middle(self, a0: int, a1: int, b0: int, b1: int, level: int) -> Iterator[Run]:
        """Align what differs at both ends: between anchors if it is large, else at once."""
        size = (a1 - a0) * (b1 - b0)
        if size == 1 or size > _HUGE_BOX:
            return
        for deeper in range(level, len(_ANCHOR_LENGTHS) if size > _SMALL_BOX else 0):
            anchors = self._anchors(a0, a1, b0, b1, _ANCHOR_LENGTHS[deeper])
            if anchors:
                yield from self._between(anchors, a0, a1, b0, b1, deeper + 1)
                return
        for op in Levenshtein.opcodes(self.a[a0:a1], self.b[b0:b1]):
            if op.tag == "equal":
                yield Run(a0 + op.src_start, b0 + op.dest_start, op.src_end - op.src_start)

    def _between(
        self, anchors: Sequence[Run], a0: int, a1: int, b0: int, b1: int, level: int
    ) -> Iterator[Run]:
        """Align what stands between anchors, and give it and them in order."""
        for run in anchors:
            yield from self.fill(a0, run.old, b0, run.new, level)
            yield run
            a0, b0 = run.old + run.length, run.new + run.length
        yield from self.fill(a0, a1, b0, b1, level)

    def _anchors(self, a0: int, a1: int, b0: int, b1: int, length: int) -> list[Run]:
        """Runs around sequences of `length` words that occur once on either side."""
        runs = []
        for old, new, matching in unique_runs(self.a[a0:a1], self.b[b0:b1], length):
            runs.append(Run(a0 + old, b0 + new, matching))
        return heaviest(runs, self.weigh_all(runs))


def unique_runs(a: Sequence[int], b: Sequence[int], length: int) -> list[Run]:
    """The runs around sequences of `length` words that occur once in `a` and once in `b`,
    each as long as the words after the sequence match."""
    old, new = _sequences(a, length), _sequences(b, length)
    old_counts, new_counts = Counter(old), Counter(new)
    place = dict(zip(new, count()))
    runs = []
    i = 0
    while i < len(old):
        sequence = old[i]
        if new_counts.get(sequence) != 1 or old_counts[sequence] != 1:
            i += 1
            continue
        j = place[sequence]
        matching = _matching(a, i, b, j)
        if matching >= length:
            runs.append(Run(i, j, matching))
        i += max(1, matching - length + 1)
    return runs


def _sequences(words: Sequence[int], length: int) -> Sequence[int]:
    """A number for each sequence of `length` words, hardly ever the same for two."""
    if length == 1:
        return words
    shifted = [words[shift:] for shift in range(length)]
    return list(map(hash, zip(*shifted, strict=False)))


def _matching(a: Sequence[int], i: int, b: Sequence[int], j: int) -> int:
    """Count the words from `a[i]` and from `b[j]` on that are the same: slices, because they are
    compared at once, as long as they match and shorter ones where they no longer do."""
    start, size = i, _FIRST_SLICE
    while size:
        slice_of_a = a[i : i + size]
        if slice_of_a and slice_of_a == b[j : j + size]:
            i, j = i + len(slice_of_a), j + len(slice_of_a)
            size = min(2 * size, _LARGEST_SLICE)
        else:
            size = min(size, len(slice_of_a)) // 2
    return i - start


class _Spoken(dict[str, bool]):
    """Whether a key is of a word, not of a sign; asked once for each key of two texts."""

    def __missing__(self, key: str) -> bool:
        spoken = self[key] = key[0].isalnum()
        return spoken


def _part_left(words: Words, stretches: Sequence[tuple[int, int]]) -> Iterator[float]:
    """For each stretch, a start and a length, which part of the words around are in any."""
    spoken = list(map(_Spoken().__getitem__, words.keys))
    left = [False] * len(spoken)
    for start, length in stretches:
        left[start : start + length] = spoken[start : start + length]
    sum_spoken = list(accumulate(spoken, initial=0))
    sum_left = list(accumulate(left, initial=0))
    for start, length in stretches:
        low, high = max(0, start - _WORDS_AROUND), min(len(spoken), start + length + _WORDS_AROUND)
        yield (sum_left[high] - sum_left[low]) / max(1, sum_spoken[high] - sum_spoken[low])


def merged(runs: Iterable[Run]) -> list[Run]:
    """Join runs that continue one another."""
    joined: list[Run] = []
    for run in runs:
        if joined:
            old, new, length = joined[-1]
            if (old + length, new + length) == run[:2]:
                joined[-1] = Run(old, new, length + run.length)
                continue
        joined.append(run)
    return joined


def _information(counts: Counter[str]) -> list[float]:
    """The bits each word says, in the order of `counts`: the rarer in the texts, the more."""
    total = log2(counts.total() + _WORDS_OF_PROSE)
    expected = [_WORDS_OF_PROSE * 2**-bits for bits in _BITS_IN_PROSE]
    longest = len(expected) - 1
    bits = []
    for key, times in counts.items():
        letters = min(len(key), longest) if key.isalnum() else 0
        bits.append(total - log2(times + expected[letters]))
    return bits
