"""Leave out of two texts the pieces that stand in both, before their words are compared.

An author who revises a chapter leaves most paragraphs and sentences as they are. Those that occur
once in either text and keep their order anchor the others (the idea of patience diff, a paragraph
or a sentence a line); of a stretch of them only the first and the last stay, as what stands around
a change.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate, compress

from reader.text.anchoring.chaining import Run, heaviest

Span = tuple[int, int]

PARAGRAPHS = ("\n\n",)
# What pieces of a text end with: most of them, for each of these costs a look at all of it.
SENTENCES = (". ", "? ", "! ", "\n\n", "。")
_CUT_SIGN = "\0"
# Leaving out less than this part of the old text does not pay.
_LEAST_PART = 0.1


class Trimmed:
    """Two texts without most of what they have in common. All offsets are code points."""

    def __init__(self, old: str, new: str, spans: Sequence[Span], ends: Sequence[str]):
        """Leave out pieces that end with one of `ends`, but none that one of the `spans` of the
        old text shares with another piece."""
        self._old, self._new = _Pieces(old, ends), _Pieces(new, ends)
        kept = self._old.shared_by(spans)
        self._shifts: dict[int, int] = {}
        left_out = 0
        for run in _common(self._old.texts, self._new.texts):
            for at in range(1, run.length - 1):
                number = run.old + at
                if number not in kept:
                    self._shifts[number] = self._new.starts[run.new + at] - self._old.starts[number]
                    self._old.left[number] = self._new.left[run.new + at] = 0
                    left_out += len(self._old.texts[number])
        self.is_worth_it = left_out > _LEAST_PART * len(old)
        self.old, self.new = self._old.joined(), self._new.joined()

    def same(self, span: Span) -> Span | None:
        """Where a span of the old text stands in the new one, if it is in a piece that was
        left out; else None."""
        start, end = span
        shift = self._shifts.get(self._old.number_at(start))
        return None if shift is None else (start + shift, end + shift)

    def shortened(self, span: Span) -> Span:
        """Where a span of the old text, in pieces that were kept, stands in what is left."""
        return self._old.shortened(span)

    def restored(self, span: Span) -> Span | None:
        """Where a span of what is left of the new text stands in all of it; None if something
        that was left out is in between."""
        return self._new.restored(span)


class _Pieces:
    """The pieces of a text, each with what it ends with, and which of them are `left`."""

    def __init__(self, text: str, ends: Sequence[str]):
        self.texts = _cut(text, ends)
        self.starts = list(accumulate(map(len, self.texts), initial=0))
        self.left = bytearray(b"\1") * len(self.texts)

    def number_at(self, offset: int) -> int:
        """The piece that a code point of the text is in; at the end of the text, the last."""
        return min(bisect_right(self.starts, offset), len(self.texts)) - 1

    def shared_by(self, spans: Sequence[Span]) -> set[int]:
        """The pieces of those spans that are not within one."""
        shared: set[int] = set()
        for start, end in spans:
            first, last = self.number_at(start), self.number_at(max(start, end - 1))
            if first != last:
                shared.update(range(first, last + 1))
        return shared

    def joined(self) -> str:
        """What is left of the text."""
        left = list(compress(self.texts, self.left))
        self._numbers = list(compress(range(len(self.texts)), self.left))
        self._starts_now = list(accumulate(map(len, left), initial=0))
        return "".join(left)

    def shortened(self, span: Span) -> Span:
        number = self.number_at(span[0])
        place = bisect_right(self._numbers, number) - 1
        shift = self._starts_now[place] - self.starts[number]
        return span[0] + shift, span[1] + shift

    def restored(self, span: Span) -> Span | None:
        first, last = self._place(span[0]), self._place(max(span[0], span[1] - 1))
        if self._numbers[last] - self._numbers[first] != last - first:
            return None
        shift = self.starts[self._numbers[first]] - self._starts_now[first]
        return span[0] + shift, span[1] + shift

    def _place(self, offset: int) -> int:
        return min(bisect_right(self._starts_now, offset), len(self._numbers)) - 1


def _cut(text: str, ends: Sequence[str]) -> list[str]:
    """Cut a text after each of `ends`; one that holds the sign to cut by is left whole."""
    if _CUT_SIGN in text:
        return [text]
    for end in ends:
        text = text.replace(end, end + _CUT_SIGN)
    return text.split(_CUT_SIGN)


def _common(old: list[str], new: list[str]) -> list[Run]:
    """The stretches of pieces that stand in both texts in the same order."""
    old_counts, new_counts = Counter(old), Counter(new)
    place = dict(zip(new, range(len(new)), strict=True))
    runs = []
    for number, text in enumerate(old):
        if new_counts.get(text) == 1 and old_counts[text] == 1:
            runs.append(Run(number, place[text], 1))
    if not runs:
        return []
    lengths = [len(old[run.old]) for run in runs]
    return _joined(heaviest(runs, lengths), old, new)


def _joined(anchors: list[Run], old: list[str], new: list[str]) -> list[Run]:
    """Join anchors between which the same stands in both texts. Where it doesn't, nobody can say
    of a piece that occurs twice which one was left."""
    runs = [Run(0, 0, 0)]
    for anchor in [*anchors, Run(len(old), len(new), 0)]:
        last = runs[-1]
        old_end, new_end = last.old + last.length, last.new + last.length
        if old[old_end : anchor.old] == new[new_end : anchor.new]:
            runs[-1] = Run(last.old, last.new, anchor.old + anchor.length - last.old)
        else:
            runs.append(anchor)
    return runs
