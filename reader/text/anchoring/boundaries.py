"""Slide insertions and deletions to where people make them."""

from collections.abc import Sequence

from rapidfuzz.distance import Levenshtein

from reader.text.anchoring.alignment import Aligner, merged
from reader.text.anchoring.chaining import Run
from reader.text.anchoring.words import Words

# No edit is slid by more words than this.
_FURTHEST_SLIDE = 200
# An insertion or deletion is slid past at most so many words that were respelled beside it, which
# share so much of their letters.
_MOST_RESPELLED = 3
_RESPELLED_ALIKE = 0.6
# The gain of leaving an edit where it is, and by how many words it is slid.
_STAY = (0, 0)


def adjust_boundaries(aligner: Aligner, runs: Sequence[Run]) -> list[Run]:
    """Slide insertions and deletions between `runs` to the best boundaries near them.

    `the [lamp. He lit the] lamp.` and `the lamp. [He lit the lamp.]` are one edit to a machine;
    people make the second (lossless semantic clean-up: Fraser, diff-match-patch, 2006).
    """
    adjusted = [Run(0, 0, 0)]
    for run in runs:
        adjusted += _slid(aligner, adjusted.pop(), run)
    return merged([run for run in adjusted if run.length])


def _slid(aligner: Aligner, left: Run, right: Run) -> list[Run]:
    """Two runs with the edit between them slid: words of one become a run beyond the edit."""
    old, new = left.old + left.length, left.new + left.length
    deleted, inserted = right.old - old, right.new - new
    replaced = min(deleted, inserted)
    if deleted == inserted or replaced > _MOST_RESPELLED:
        return [left, right]
    size = abs(deleted - inserted)
    if deleted > inserted:
        words, numbers, start = aligner.old, aligner.a, old
    else:
        words, numbers, start = aligner.new, aligner.b, new
    back = ahead = _STAY
    if _are_respelled(aligner, right.old - replaced, right.new - replaced, replaced):
        back = _slide(words, numbers, start, size, -left.length)
    if _are_respelled(aligner, old, new, replaced):
        ahead = _slide(words, numbers, start + replaced, size, right.length)
    if back > ahead and back[1]:
        count = -back[1]
        slid = Run(right.old - replaced - count, right.new - replaced - count, count)
        return [Run(left.old, left.new, left.length - count), slid, right]
    count = ahead[1]
    slid = Run(old + replaced, new + replaced, count)
    return [left, slid, Run(right.old + count, right.new + count, right.length - count)]


def _slide(
    words: Words, numbers: Sequence[int], start: int, size: int, limit: int
) -> tuple[int, int]:
    """What is gained by sliding the gap of `size` words at `start`, and by how many words.

    `limit` is the number of matching words over which it may be slid: those before it, negative,
    or those after it.
    """
    step = 1 if limit > 0 else -1
    shift = 0
    best = _STAY
    merit = _naturalness(words, start) + _naturalness(words, start + size)
    for _ in range(min(abs(limit), _FURTHEST_SLIDE)):
        at = start + shift if step > 0 else start + shift - 1
        if numbers[at] != numbers[at + size]:
            break
        shift += step
        gain = (
            _naturalness(words, start + shift) + _naturalness(words, start + size + shift) - merit
        )
        if gain > best[0]:
            best = gain, shift
    return best


def _are_respelled(aligner: Aligner, old: int, new: int, count: int) -> bool:
    """Whether `count` words from `old` on became those from `new` on: one, or respelled."""
    if count == 1:
        return True
    for step in range(count):
        was, now = aligner.old.keys[old + step], aligner.new.keys[new + step]
        if Levenshtein.normalized_similarity(was, now) < _RESPELLED_ALIKE:
            return False
    return True


def _naturalness(words: Words, index: int) -> int:
    """How natural it is to begin or end an edit before word `index`: 0 to 4."""
    if words.openings[index]:
        return 4
    if words.starts[index] == words.ends[index - 1]:
        return 0
    before = words.keys[index - 1]
    if before == "”" and index > 1:
        before = words.keys[index - 2]
    if before in ".!?…。！？":
        return 3
    return 2 if before in ",;:-)" else 1
