"""Normalise the signs of a text that are typed one way or another, with a map back."""

import re
from bisect import bisect_right
from functools import lru_cache

from reader.text.characters import UNSEEN

_VARIABLE = re.compile(
    r"(?! ?[^\Wʼ])(?:"  # letters, and single spaces before them, are most of a text
    rf"(?P<nothing>[{UNSEEN}]+)"
    r"|(?P<dash>\s*(?:-{2,}|[‐-―−])\s*|\s+-+\s+)"
    r"|(?P<ellipsis>\s*(?:…|\.(?:\s?\.){2,}))"
    r"|(?P<double>[“”„‟«»])"
    r"|(?P<single>[‘’‚‛ʼ`´′])"
    r"|(?P<space>\s\s+|[^\S ]))"
)
_NORMAL = {
    "nothing": "",
    "dash": "-",
    "ellipsis": "...",
    "double": '"',
    "single": "'",
    "space": " ",
}


class NormalisedText:
    """A text with its quotes straight, dashes bare, ellipses dotted and white space single."""

    def __init__(self, text: str):
        """Normalise `text`."""
        parts: list[str] = []
        # At each of these places of the normalised text begins a piece of the original that
        # corresponds to it character by character (`plain`) or as a whole.
        self._at: list[int] = []
        self._origin: list[tuple[int, int, bool]] = []
        self._length = 0
        end = 0
        for match in _VARIABLE.finditer(text):
            self._add(parts, text[end : match.start()], end, match.start(), plain=True)
            end = match.end()
            self._add(parts, _NORMAL[match.lastgroup or ""], match.start(), end, plain=False)
        self._add(parts, text[end:], end, len(text), plain=True)
        self.text = "".join(parts)

    def _add(self, parts: list[str], piece: str, start: int, end: int, *, plain: bool) -> None:
        """Append a piece that comes from `start:end` of the original."""
        if piece:
            parts.append(piece)
            self._at.append(self._length)
            self._origin.append((start, end, plain))
            self._length += len(piece)

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the original that `start:end` of the normalised text comes from."""
        return self._origin_of(start)[0], self._origin_of(end - 1)[1]

    def offset_of(self, offset: int) -> int:
        """The offset in the normalised text of one in the original."""
        low = bisect_right(self._origin, (offset, offset, False)) - 1
        if low < 0:
            return 0
        start, end, plain = self._origin[low]
        return self._at[low] + (min(offset, end) - start if plain else 0)

    def _origin_of(self, index: int) -> tuple[int, int]:
        """The stretch of the original that one normalised character comes from."""
        piece = bisect_right(self._at, index) - 1
        start, end, plain = self._origin[piece]
        if not plain:
            return start, end
        start += index - self._at[piece]
        return start, start + 1


@lru_cache(maxsize=4)
def normalised(text: str) -> NormalisedText:
    """`text`, normalised: once for one that many quotes are sought in."""
    return NormalisedText(text)
