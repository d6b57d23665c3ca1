"""Tell chains of true matches from chance ones, by what they say and what their gaps cost.

Everything here counts in bits: a match of words that are rare in the texts says much, a match of
"the" next to nothing, and a gap between two matches costs what it takes to explain it. The scheme
is that of chaining in sequence alignment (Myers & Miller 1995; Li, minimap2, 2018).
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from math import inf, log2
from operator import lt
from typing import NamedTuple

# What an edit costs, in bits: one word for another, the start of an insertion or deletion, and
# each word inserted or deleted.
COST_OF_REPLACING = 1.7
COST_OF_A_GAP = 4.0
COST_OF_A_WORD = 1.0
# What a stretch that has nothing in common costs, beside the size of the space in which chance
# could have found a match.
COST_OF_UNRELATED = 12.0

# A run that says more than this is never dropped, and no other looks beyond it for its
# predecessor. Of weaker ones it looks at so many.
CERTAIN_BITS = 64.0
_LOOKBACK = 40


class Run(NamedTuple):
    """`length` words from `old` on in the old text that match those from `new` on in the new."""

    old: int
    new: int
    length: int


def gap_cost(old: int, new: int) -> float:
    """The cost of a gap of `old` words against `new` words.

    Few edits are paid for one by one; a stretch that was rewritten costs no more than its
    chance to hold an accidental match.
    """
    if old == new:
        edited = COST_OF_REPLACING * old
    else:
        edited = COST_OF_REPLACING * min(old, new) + COST_OF_A_GAP + COST_OF_A_WORD * abs(old - new)
    if edited < COST_OF_UNRELATED:
        return edited
    return min(edited, COST_OF_UNRELATED + log2((1 + old) * (1 + new)))


def credible(runs: Sequence[Run], weights: Sequence[float], sizes: tuple[int, int]) -> list[Run]:
    """Keep of a chain of runs those that say more than the gaps they need cost.

    `runs` follow one another in both texts, which have `sizes` words. The kept ones are the best
    scoring chain from the start of the texts to their end.
    """
    total = len(runs)
    ends = [Run(0, 0, 0), *runs, Run(*sizes, 0)]
    worth = [CERTAIN_BITS, *weights, CERTAIN_BITS]
    best = [0.0] * (total + 2)
    before = [0] * (total + 2)
    certain = 0
    for k in range(1, total + 2):
        old, new, _ = ends[k]
        score = -inf
        # Those just before it, and the last certain one: all between may be chance.
        for p in {certain, *range(max(certain, k - _LOOKBACK), k)}:
            earlier = ends[p]
            reached = best[p] - gap_cost(
                old - earlier.old - earlier.length, new - earlier.new - earlier.length
            )
            if reached > score:
                score, before[k] = reached, p
        best[k] = score + worth[k]
        if worth[k] >= CERTAIN_BITS:
            certain = k
    kept = []
    k = before[total + 1]
    while k > 0:
        kept.append(ends[k])
        k = before[k]
    return kept[::-1]


def heaviest(runs: Sequence[Run], weights: Sequence[float]) -> list[Run]:
    """The heaviest chain of runs, sorted by `old`, that keep their order in the new text.

    A heaviest increasing subsequence in O(n log n) (Jacobson & Vo 1992); runs that overlap the
    one before are shortened.
    """
    places = [run.new for run in runs]
    if all(map(lt, places, places[1:])):
        return _disjoint(runs)
    news: list[int] = []  # a staircase: the higher the last `new` of a chain, the heavier it is
    heavy: list[float] = []
    last: list[int] = []
    before = [-1] * len(runs)
    for k, run in enumerate(runs):
        at = bisect_left(news, run.new)
        weight = weights[k]
        if at:
            weight += heavy[at - 1]
            before[k] = last[at - 1]
        beaten = bisect_right(heavy, weight, at)
        if at < len(news) and news[at] == run.new and heavy[at] >= weight:
            continue
        news[at:beaten], heavy[at:beaten], last[at:beaten] = [run.new], [weight], [k]
    chain = []
    k = last[-1]
    while k >= 0:
        chain.append(runs[k])
        k = before[k]
    return _disjoint(chain[::-1])


def _disjoint(runs: Sequence[Run]) -> list[Run]:
    """Shorten runs where they overlap the one before them in either text."""
    clear: list[Run] = []
    old_end = new_end = 0
    for run in runs:
        old, new, length = run
        excess = max(old_end - old, new_end - new)
        if excess <= 0:
            clear.append(run)
        elif excess < length:
            clear.append(Run(old + excess, new + excess, length - excess))
        else:
            continue
        old_end, new_end = old + length, new + length
    return clear
