"""Slide insertions and deletions to where people make them."""

from collections.abc import Sequence

from rapidfuzz.distance import Levenshtein

from reader.text.anchoring.alignment import Matching, merged
from reader.text.anchoring.chaining import Run
from reader.text.anchoring.words import Words

# No edit is slid by more words than this.
_FURTHEST = 200
# An insertion or deletion is slid past at most so many words that were respelled beside it, which
# share so much of their letters.
_REPLACED = 3
_RESPELLED = 0.6
# The gain of leaving an edit where it is, and by how many words it is slid.
_STAY = (0, 0)


def settle(matching: Matching, runs: Sequence[Run]) -> list[Run]:
    """Slide insertions and deletions between `runs` to the best boundaries near them.

    `the [lamp. He lit the] lamp.` and `the lamp. [He lit the lamp.]` are one edit to a machine;
    people make the second (lossless semantic clean-up: Fraser, diff-match-patch, 2006).
    """
    settled = [Run(0, 0, 0)]
    for run in runs:
        settled += _slid(matching, settled.pop(), run)
    return merged([run for run in settled if run.length])


def _slid(matching: Matching, left: Run, right: Run) -> list[Run]:
    """Give two runs with the edit between them slid: words of one become a run beyond the edit."""
    old, new = left.old + left.length, left.new + left.length
    deleted, inserted = right.old - old, right.new - new
    replaced = min(deleted, inserted)
    if deleted == inserted or replaced > _REPLACED:
        return [left, right]
    size = abs(deleted - inserted)
    if deleted > inserted:
        words, numbers, start = matching.old, matching.a, old
    else:
        words, numbers, start = matching.new, matching.b, new
    back = ahead = _STAY
    if _alike(matching, right.old - replaced, right.new - replaced, replaced):
        back = _slide(words, numbers, start, size, -left.length)
    if _alike(matching, old, new, replaced):
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
    """Give what is gained by sliding the gap of `size` words at `start`, and by how many words.

    `limit` is the number of matching words over which it may be slid: those before it, negative,
    or those after it.
    """
    step = 1 if limit > 0 else -1
    shift = 0
    best = _STAY
    merit = _ease(words, start) + _ease(words, start + size)
    for _ in range(min(abs(limit), _FURTHEST)):
        at = start + shift if step > 0 else start + shift - 1
        if numbers[at] != numbers[at + size]:
            break
        shift += step
        gain = _ease(words, start + shift) + _ease(words, start + size + shift) - merit
        if gain > best[0]:
            best = gain, shift
    return best


def _alike(matching: Matching, old: int, new: int, count: int) -> bool:
    """Tell whether `count` words from `old` on became those from `new` on: one, or respelled."""
    if count == 1:
        return True
    for step in range(count):
        was, now = matching.old.keys[old + step], matching.new.keys[new + step]
        if Levenshtein.normalized_similarity(was, now) < _RESPELLED:
            return False
    return True


def _ease(words: Words, index: int) -> int:
    """Tell how natural it is to begin or end an edit before word `index`: 0 to 4."""
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
