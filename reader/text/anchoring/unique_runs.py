"""Runs of words around sequences that occur once in either text: anchors of an alignment."""

from collections import Counter
from collections.abc import Sequence
from itertools import count

from reader.text.anchoring.chaining import Run

# Matching words are compared so many at a time, at first and at most.
_FIRST_SLICE = 16
_LARGEST_SLICE = 4096


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
