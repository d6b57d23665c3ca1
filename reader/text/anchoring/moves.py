"""Find the stretches of a text that moved, among what the alignment in order left over."""

from collections.abc import Iterable, Sequence
from math import log2

from reader.text.anchoring.alignment import NOT_NEW, NOT_OLD, Aligner, merged
from reader.text.anchoring.chaining import COST_OF_UNRELATED, Run, gap_cost
from reader.text.anchoring.free_words import FreeWords
from reader.text.anchoring.unique_runs import unique_runs

# Sequences of so many words that occur once among the leftovers of either text are seeds.
_SEED_LENGTH = 3
# Seeds look for their predecessor among so many before them.
_LOOKBACK = 20
# Seeds further apart than this moved each for itself; and no stretch is lengthened by more words.
_REACH = 40


class Moves:
    """The stretches that moved: chains of runs, each in order, none on words of another."""

    def __init__(self, aligner: Aligner):
        """Start with no word taken."""
        self._aligner = aligner
        self._old_free, self._new_free = FreeWords(len(aligner.a)), FreeWords(len(aligner.b))

    def take(self, runs: Iterable[Run]) -> None:
        """Keep the words of `runs` from what is to be found."""
        for run in runs:
            self._old_free.take(run.old, run.length)
            self._new_free.take(run.new, run.length)

    def find(self, seeds: Sequence[Run] | None = None) -> list[list[Run]]:
        """The chains that `seeds`, or else what is unique among the words left, lead to."""
        old_left, new_left = self._old_free.count(), self._new_free.count()
        if not old_left or not new_left:
            return []
        if seeds is None:
            old_at, new_at = self._old_free.left(), self._new_free.left()
            found = unique_runs(
                _stretches(self._aligner.a, old_at, NOT_NEW),
                _stretches(self._aligner.b, new_at, NOT_OLD),
                _SEED_LENGTH,
            )
            seeds = [Run(old_at[i], new_at[j], length) for i, j, length in found]
        least = COST_OF_UNRELATED + log2(old_left * new_left)
        moved = []
        for chain in _chains(self._aligner, seeds):
            free = self._free(chain)
            if free and sum(self._aligner.weigh_all(free)) >= least:
                whole = self._lengthened(self._filled(free))
                self.take(whole)
                moved.append(whole)
        return moved

    def _free(self, runs: Iterable[Run]) -> list[Run]:
        """Keep those parts of runs whose words nobody has taken."""
        free = []
        for old, new, length in runs:
            start = 0
            while start < length:
                old_room = self._old_free.room(old + start, 1)
                size = min(length - start, old_room, self._new_free.room(new + start, 1))
                if size:
                    free.append(Run(old + start, new + start, size))
                start += max(size, 1)
        return free

    def _filled(self, chain: Sequence[Run]) -> list[Run]:
        """Align the words between the runs of a chain."""
        runs = [chain[0]]
        for run in chain[1:]:
            old, new = runs[-1].old + runs[-1].length, runs[-1].new + runs[-1].length
            runs += self._free(self._aligner.fill(old, run.old, new, run.new))
            runs.append(run)
        return merged(runs)

    def _lengthened(self, chain: list[Run]) -> list[Run]:
        """Lengthen a chain at both ends as far as the words there pay for their gaps."""
        first, last = chain[0], chain[-1]
        reach = min(_REACH, self._old_free.room(first.old, -1), self._new_free.room(first.new, -1))
        fill = self._aligner.fill
        head = list(fill(first.old - reach, first.old, first.new - reach, first.new))
        old, new = last.old + last.length, last.new + last.length
        reach = min(_REACH, self._old_free.room(old, 1), self._new_free.room(new, 1))
        tail = list(fill(old, old + reach, new, new + reach))
        head = _paying(self._aligner, head[::-1], first)[::-1]
        return merged([*head, *chain, *_paying(self._aligner, tail, last)])


def _stretches(numbers: Sequence[int], at: Sequence[int], unlike: int) -> list[int]:
    """Gather the words `at` these places; one after a break is made unlike any in other texts.

    So no sequence of words that matches reaches over a break.
    """
    gathered = []
    previous = -1
    for index in at:
        gathered.append(numbers[index] if index == previous + 1 else unlike)
        previous = index
    return gathered


def _chains(aligner: Aligner, seeds: Sequence[Run]) -> list[list[Run]]:
    """Link seeds that are near one another in both texts; the heaviest chain comes first."""
    best: list[float] = []
    before: list[int] = []
    for k, seed in enumerate(seeds):
        score, link = 0.0, -1
        for p in range(k - 1, max(-1, k - 1 - _LOOKBACK), -1):
            old_gap = seed.old - seeds[p].old - seeds[p].length
            new_gap = seed.new - seeds[p].new - seeds[p].length
            if 0 <= old_gap <= _REACH and 0 <= new_gap <= _REACH:
                reached = best[p] - gap_cost(old_gap, new_gap)
                if reached > score:
                    score, link = reached, p
        best.append(score + aligner.weigh(seed))
        before.append(link)
    chains = []
    used = [False] * len(seeds)
    for last in sorted(range(len(seeds)), key=best.__getitem__, reverse=True):
        chain = []
        k = last
        while k >= 0 and not used[k]:
            used[k] = True
            chain.append(seeds[k])
            k = before[k]
        if chain:
            chains.append(chain[::-1])
    return sorted(chains, key=lambda chain: -sum(aligner.weigh_all(chain)))


def _paying(aligner: Aligner, runs: Sequence[Run], seed: Run) -> list[Run]:
    """Keep of the runs that lead away from `seed` those up to the best score."""
    score = best = 0.0
    kept = 0
    for k, run in enumerate(runs):
        near, far = sorted((seed, run))
        score += aligner.weigh(run)
        score -= gap_cost(far.old - near.old - near.length, far.new - near.new - near.length)
        if score > best:
            best, kept = score, k + 1
        seed = run
    return list(runs[:kept])
