"""Align the words of two revisions of a text.

Words that occur once on either side anchor the alignment (the idea of patience diff), and the
stretches between anchors are aligned by edit distance. Matches that only chance brought about are
dropped, insertions and deletions slid to where people make them, and what is left over is searched
for stretches that moved.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, chain, count
from operator import and_

from rapidfuzz.distance import Levenshtein

from reader.text.anchoring.chaining import CERTAIN_BITS, Run, credible, heaviest
from reader.text.anchoring.unique_runs import unique_runs
from reader.text.anchoring.word_bits import word_bits
from reader.text.anchoring.words import Words

# Lengths of the word sequences that anchor an alignment, tried one after the other.
_ANCHOR_LENGTHS = (4, 2, 1)
# A box of up to so many pairs of words goes to edit distance at once.
_SMALL_BOX = 150
# One of more than these is left alone: time and memory end somewhere.
_HUGE_BOX = 2 * 10**10


# Numbers of words that are in no other text: not -1, which hashes like -2.
NOT_NEW, NOT_OLD = -2, -3

# What it says, in bits, that a paragraph begins or ends at the same word.
_BITS_OF_A_BREAK = 4.0
# A run that says less is only believed if, of so many words on either side, this part is left.
_BITS_OF_A_SOLID_RUN = 40.0
_WORDS_AROUND = 40
_FEWEST_LEFT = 0.15


class Aligner:
    """Two cut texts made comparable: words as numbers, and what each of them says in bits."""

    def __init__(self, old: Words, new: Words):
        """Number the words of both texts by their keys and weigh them."""
        self.old, self.new = old, new
        counts = Counter(chain(old.keys, new.keys))
        numbers = dict(zip(counts, count()))
        self.a = list(map(numbers.__getitem__, old.keys))
        self.b = list(map(numbers.__getitem__, new.keys))
        bits = word_bits(counts)
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
