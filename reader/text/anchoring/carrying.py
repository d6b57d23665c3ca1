"""Carry spans of a text to the next revision of it."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate, compress
from operator import ne

from reader.text.anchoring.spans import Span
from reader.text.anchoring.word_map import WordMap

# More words than this are a clause.
_LONGEST_NON_CLAUSE = 3


class Carrier:
    """Carries spans of `old` to `new`, both plain texts; all offsets are code points."""

    def __init__(self, old: str, new: str, spans: Sequence[Span]):
        """Find out where the words of `old` stand in `new`, those in and around `spans` also
        where they were changed."""
        self._word_map = WordMap(old, new, spans)
        self.old, self.new = self._word_map.old, self._word_map.new
        self._sum_kept = list(accumulate(self._word_map.kept, initial=0))
        self._sum_sizes = list(accumulate(self._word_map.sizes, initial=0))
        chains = self._word_map.chains
        stands = list(map((-1).__lt__, chains))
        self._standing = list(compress(range(len(chains)), stands))
        chains_of_standing = list(compress(chains, stands))
        leaps = map(ne, chains_of_standing, chains_of_standing[1:])
        self._sum_leaps = list(accumulate(leaps, initial=0))

    def carry(self, start: int, end: int) -> Span | None:
        """Carry a span of the old text: None if less than half of its characters are left."""
        text = self.old.text
        first = bisect_right(self.old.ends, start)
        stop = bisect_left(self.old.starts, end)
        if first >= stop:
            return self._carry_space(start, end)
        words, low, high = self._standing_words(first, stop, start, end)
        if low == high:
            return None
        i, k = self._trimmed(words, low, high)
        new_start = self._word_map.place(i, max(0, start - self.old.starts[i]))
        new_end = self._word_map.place(k, min(end, self.old.ends[k]) - self.old.starts[k])
        if new_start >= new_end:
            return None
        return self._with_space(
            text[start : self.old.starts[first]] if i == first else "",
            text[self.old.ends[stop - 1] : end] if k == stop - 1 else "",
            new_start,
            new_end,
        )

    def _standing_words(
        self, first: int, stop: int, start: int, end: int
    ) -> tuple[list[int], int, int]:
        """The words of `first:stop` that stand together, as a list and a range in it.

        The range is empty if too few of the characters within `start:end` are left.
        """
        words = self._standing
        low, high = bisect_left(words, first), bisect_left(words, stop)
        if low == high:
            return words, 0, 0
        left_of_span, size = self._left(first, stop, start, end)
        if 2 * left_of_span < size:
            return words, 0, 0
        if self._sum_leaps[low] == self._sum_leaps[high - 1]:
            return words, low, high
        left: Counter[int] = Counter()
        for i in words[low:high]:
            left[self._word_map.chains[i]] += self._word_map.kept[i]
        chain, left_of_chain = left.most_common(1)[0]
        if 2 * left_of_chain < size:
            return words, 0, 0
        of_chain = [i for i in words[low:high] if self._word_map.chains[i] == chain]
        return of_chain, 0, len(of_chain)

    def _trimmed(self, words: list[int], low: int, high: int) -> Span:
        """The first and last of `words[low:high]`, but no signs a clause parted from them.

        A full stop that ends what was added to a sentence is no longer that of the sentence.
        """
        first, last = low, high - 1
        while first < last and not self._spoken(words[first]):
            first += 1
        while last > first and not self._spoken(words[last]):
            last -= 1
        if not self._spoken(words[first]):
            return words[low], words[high - 1]
        while first > low and not self._clause_between(words[first - 1], words[first]):
            first -= 1
        while last < high - 1 and not self._clause_between(words[last], words[last + 1]):
            last += 1
        return words[first], words[last]

    def _spoken(self, word: int) -> bool:
        """Whether an old word is one, not a sign."""
        return self.old.keys[word][0].isalnum()

    def _clause_between(self, before: int, after: int) -> bool:
        """Whether a clause now stands between two words of the old text."""
        between = self.new.text[self._word_map.ends[before] : self._word_map.starts[after]]
        return len(between.split()) > _LONGEST_NON_CLAUSE

    def _left(self, first: int, stop: int, start: int, end: int) -> tuple[float, int]:
        """Count the characters that are left of the words `first:stop` within `start:end`."""
        kept: float = self._sum_kept[stop] - self._sum_kept[first]
        size = self._sum_sizes[stop] - self._sum_sizes[first]
        for word, beyond in (
            (first, start - self.old.starts[first]),
            (stop - 1, self.old.ends[stop - 1] - end),
        ):
            if beyond > 0:
                kept -= self._word_map.kept[word] * beyond / self._word_map.sizes[word]
                size -= beyond
        return kept, size

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
        elif self._word_map.chains[before] >= 0:
            places.append(self._word_map.ends[before] + start - self.old.ends[before])
        if after == len(self.old.keys):
            places.append(len(self.new.text) - len(self.old.text) + start)
        elif self._word_map.chains[after] >= 0:
            places.append(self._word_map.starts[after] + start - self.old.starts[after])
        for place in places:
            there = self.new.text[max(0, place) : place + len(quote)]
            if 0 <= place <= len(self.new.text) and _same_space(quote, there):
                return place, place + len(quote)
        return None


def _same_space(old: str, new: str) -> bool:
    """Whether two stretches between words are equal, or white space of the same length."""
    return old == new or (len(old) == len(new) and old.isspace() and new.isspace())
