"""Where every word of the old text stands in the new one, and with it every span."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate, pairwise

from rapidfuzz.distance import Levenshtein

from reader.text.alignment import Matching
from reader.text.chaining import Run
from reader.text.changed_words import changed_words
from reader.text.moves import Moves
from reader.text.sliding import settle
from reader.text.words import cut

Span = tuple[int, int]

# A rewritten stretch of more words than this is not searched for changed words: in so many
# characters chance finds some.
_SMALL = 12
# More words than this are a clause.
_CLAUSE = 3


class Landing:
    """The words of `old` as they stand in `new`."""

    def __init__(self, old: str, new: str):
        """Align the two plain texts."""
        self.old, self.new = cut(old), cut(new)
        size = len(self.old.keys)
        self._sizes = [end - start for start, end in
                       zip(self.old.starts, self.old.ends, strict=True)]
        self._start, self._end = [0] * size, [0] * size  # of word i in the new text
        self._kept = [0] * size  # how many of its characters are left
        self._chain = [-1] * size  # the chain of matches it belongs to: words that stayed together
        self._align()
        self._sum_kept = list(accumulate(self._kept, initial=0))
        self._sum_sizes = list(accumulate(self._sizes, initial=0))
        self._standing = [i for i, chain in enumerate(self._chain) if chain >= 0]
        leaps = (self._chain[i] != self._chain[j] for i, j in pairwise(self._standing))
        self._sum_leaps = list(accumulate(leaps, initial=0))

    def _align(self) -> None:
        matching = Matching(self.old, self.new)
        chains = _matched(matching)
        taken = bytearray(len(self.new.keys))
        for number, runs in enumerate(chains):
            for old, new, length in runs:
                self._start[old : old + length] = self.new.starts[new : new + length]
                self._end[old : old + length] = self.new.ends[new : new + length]
                self._kept[old : old + length] = self._sizes[old : old + length]
                self._chain[old : old + length] = [number] * length
                taken[new : new + length] = b"\1" * length
        ends = Run(0, 0, 0), Run(len(self.old.keys), len(self.new.keys), 0)
        for number, runs in enumerate([[ends[0], *chains[0], ends[1]], *chains[1:]]):
            for left, right in pairwise(runs):
                gap = left.old + left.length, right.old, left.new + left.length, right.new
                if 0 < gap[1] - gap[0] <= _SMALL and 0 < gap[3] - gap[2] <= _SMALL:
                    self._pair_changed(gap, number, taken)

    def _pair_changed(self, gap: tuple[int, int, int, int], number: int, taken: bytearray) -> None:
        """Let the changed words of a gap land."""
        a0, a1, b0, b1 = gap
        if taken.find(1, b0, b1) >= 0 or any(c >= 0 for c in self._chain[a0:a1]):
            return
        old = list(zip(self.old.starts[a0:a1], self.old.ends[a0:a1], strict=True))
        new = list(zip(self.new.starts[b0:b1], self.new.ends[b0:b1], strict=True))
        for index, start, end, kept in changed_words(self.old.text, old, self.new.text, new):
            self._start[a0 + index], self._end[a0 + index] = start, end
            self._kept[a0 + index] = kept
            self._chain[a0 + index] = number

    def carry(self, start: int, end: int) -> Span | None:
        """Carry a span of the old text: None if less than half of its characters are left."""
        text = self.old.text
        first = bisect_right(self.old.ends, start)
        stop = bisect_left(self.old.starts, end)
        if first >= stop:
            return self._carry_space(start, end)
        standing = self._standing_words(first, stop, start, end)
        if not standing:
            return None
        i, k = self._trimmed(standing)
        new_start = self._place(i, max(0, start - self.old.starts[i]))
        new_end = self._place(k, min(end, self.old.ends[k]) - self.old.starts[k])
        if new_start >= new_end:
            return None
        return self._with_space(
            text[start : self.old.starts[first]] if i == first else "",
            text[self.old.ends[stop - 1] : end] if k == stop - 1 else "",
            new_start, new_end,
        )

    def _standing_words(self, first: int, stop: int, start: int, end: int) -> list[int]:
        """Give the words of `first:stop` that stand together; none if too few are left."""
        low = bisect_left(self._standing, first)
        high = bisect_left(self._standing, stop)
        if low == high:
            return []
        kept, size = self._left(first, stop, start, end)
        if 2 * kept < size:
            return []
        if self._sum_leaps[low] == self._sum_leaps[high - 1]:
            return self._standing[low:high]
        words = self._standing[low:high]
        left: Counter[int] = Counter()
        for i in words:
            left[self._chain[i]] += self._kept[i]
        chain, kept = left.most_common(1)[0]
        if 2 * kept < size:
            return []
        return [i for i in words if self._chain[i] == chain]

    def _trimmed(self, words: list[int]) -> Span:
        """Give the first and last of `words`, but no signs that a clause parted from the rest.

        A full stop that ends what was added to a sentence is no longer that of the sentence.
        """
        spoken = [k for k, i in enumerate(words) if self.old.keys[i][0].isalnum()]
        first, last = 0, len(words) - 1
        if spoken:
            for k in range(spoken[0], 0, -1):
                if self._clause_between(words[k - 1], words[k]):
                    first = k
                    break
            for k in range(spoken[-1], last):
                if self._clause_between(words[k], words[k + 1]):
                    last = k
                    break
        return words[first], words[last]

    def _clause_between(self, before: int, after: int) -> bool:
        """Tell whether a clause now stands between two words of the old text."""
        return len(self.new.text[self._end[before] : self._start[after]].split()) > _CLAUSE

    def _left(self, first: int, stop: int, start: int, end: int) -> tuple[float, int]:
        """Count the characters that are left of the words `first:stop` within `start:end`."""
        kept = self._sum_kept[stop] - self._sum_kept[first]
        size = self._sum_sizes[stop] - self._sum_sizes[first]
        for word, beyond in (
            (first, start - self.old.starts[first]), (stop - 1, self.old.ends[stop - 1] - end)
        ):
            if beyond > 0:
                kept -= self._kept[word] * beyond / self._sizes[word]
                size -= beyond
        return kept, size

    def _place(self, word: int, offset: int) -> int:
        """Give the place in the new text of `offset` in an old word that stands there."""
        start, end = self._start[word], self._end[word]
        if offset == 0:
            return start
        if offset == self._sizes[word]:
            return end
        old = self.old.text[self.old.starts[word] : self.old.ends[word]]
        new = self.new.text[start:end]
        if old == new:
            return start + offset
        for op in Levenshtein.opcodes(old, new):
            if op.src_start <= offset <= op.src_end:
                return start + min(op.dest_start + offset - op.src_start, op.dest_end)
        return end

    def _with_space(self, lead: str, trail: str, start: int, end: int) -> Span:
        """Add the white space a span had at its ends, where there still is as much."""
        new = self.new.text
        if lead and start >= len(lead) and _same_space(lead, new[start - len(lead) : start]):
            start -= len(lead)
        if trail and _same_space(trail, new[end : end + len(trail)]):
            end += len(trail)
        return start, end

    def _carry_space(self, start: int, end: int) -> Span | None:
        """Carry a span without words by the word before or the word after it."""
        after = bisect_left(self.old.starts, end)
        before = after - 1
        quote = self.old.text[start:end]
        places = []
        if before < 0:
            places.append(start)
        elif self._chain[before] >= 0:
            places.append(self._end[before] + start - self.old.ends[before])
        if after == len(self.old.keys):
            places.append(len(self.new.text) - len(self.old.text) + start)
        elif self._chain[after] >= 0:
            places.append(self._start[after] + start - self.old.starts[after])
        for place in places:
            there = self.new.text[max(0, place) : place + len(quote)]
            if 0 <= place <= len(self.new.text) and _same_space(quote, there):
                return place, place + len(quote)
        return None


def _same_space(old: str, new: str) -> bool:
    """Tell whether two stretches between words are equal, or white space of the same length."""
    return old == new or (len(old) == len(new) and old.isspace() and new.isspace())


def _matched(matching: Matching) -> list[list[Run]]:
    """Give the chains of matches: first that which keeps the order of the texts, then the moved.

    What obviously moved is set aside first, or the words where it was and where it is would seem
    to be one passage rewritten.
    """
    ordered, crossing = matching.crossing()
    moves = Moves(matching)
    moves.take(ordered)
    moved = [settle(matching, chain) for chain in moves.find(crossing)]
    for chain in moved:
        matching.set_aside(chain)
    backbone = settle(matching, matching.backbone())
    moves.take(backbone)
    return [backbone, *moved, *(settle(matching, chain) for chain in moves.find())]
