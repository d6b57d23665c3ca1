"""The paragraphs or sentences of a text, and which of them are left."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate, compress

from reader.text.anchoring.spans import Span

_CUT_SIGN = "\0"


class Pieces:
    """The pieces of a text, each with what it ends with, and which of them are `left`."""

    def __init__(self, text: str, ends: Sequence[str]):
        self.texts = cut_text(text, ends)
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
        """Where a span in pieces that are left stands in what `joined` gave."""
        number = self.number_at(span[0])
        place = bisect_right(self._numbers, number) - 1
        shift = self._starts_now[place] - self.starts[number]
        return span[0] + shift, span[1] + shift

    def restored(self, span: Span) -> Span | None:
        """Where a span of what `joined` gave stands in the text; None if a piece that is not left
        stands in the middle of it."""
        first, last = self._place(span[0]), self._place(max(span[0], span[1] - 1))
        if self._numbers[last] - self._numbers[first] != last - first:
            return None
        shift = self.starts[self._numbers[first]] - self._starts_now[first]
        return span[0] + shift, span[1] + shift

    def _place(self, offset: int) -> int:
        return min(bisect_right(self._starts_now, offset), len(self._numbers)) - 1


def cut_text(text: str, ends: Sequence[str]) -> list[str]:
    """Cut a text after each of `ends`; one that holds the sign to cut by is left whole."""
    if _CUT_SIGN in text:
        return [text]
    for end in ends:
        text = text.replace(end, end + _CUT_SIGN)
    return text.split(_CUT_SIGN)
