"""The phrases that are open, as italics or a link, while blocks are written around them."""

from __future__ import annotations

import re
from typing import NamedTuple

_ID = re.compile(r' id="[^"]*"')


class Phrase(NamedTuple):
    """An open phrase: the element's name and its start tag."""

    tag: str
    opening: str


class Phrases:
    """The open phrases, of which the first `written` stand in `out`; the others wait for words.

    A block that opens inside of phrases closes them, and they are opened again before its words.
    """

    def __init__(self, out: list[str]) -> None:
        self.out = out
        self.open: list[Phrase] = []
        self.written = 0

    def __len__(self) -> int:
        return len(self.open)

    def position_of(self, tag: str) -> int | None:
        """How many phrases are around the outermost one that is such an element, if there is."""
        for position, phrase in enumerate(self.open):
            if phrase.tag == tag:
                return position
        return None

    def begin(self, tag: str, opening: str) -> None:
        self.open.append(Phrase(tag, opening))

    def write(self) -> None:
        """Write the start tags that wait. One that is written once more has no id then."""
        for position in range(self.written, len(self.open)):
            tag, opening = self.open[position]
            self.out.append(opening)
            self.open[position] = Phrase(tag, _ID.sub("", opening))
        self.written = len(self.open)

    def close_to(self, depth: int) -> None:
        """Write end tags until no more than so many are written; the phrases stay open."""
        while self.written > depth:
            self.written -= 1
            self.out.append(f"</{self.open[self.written].tag}>")

    def end(self) -> None:
        """End the innermost phrase."""
        self.close_to(len(self.open) - 1)
        self.open.pop()
