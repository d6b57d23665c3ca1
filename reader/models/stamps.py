"""Stamps: numbers by which one knows whether what is kept in a cache is still so."""

from __future__ import annotations

import re
from secrets import randbits
from typing import NamedTuple

MOST_CHANGES = 600
"""Characters of what a chapter remembers of the last changes in its margin: some twenty."""
_CHANGE = re.compile(r"(\d+):(\d+)-(\d+)")


def new_stamp() -> int:
    """A number never used before. Not a counter: a save of a stale row could bring one back."""
    return randbits(62)


class Stamps(NamedTuple):
    """The stamps of a chapter: of its text and what stands around it, of its story, of what
    everybody sees on its words (with the last `changes` of that), of the comments on it."""

    chapter: int
    stamp: int
    story: int
    margin: int
    changes: str
    comments: int

    @property
    def of_page(self) -> str:
        """By which an open page asks whether anything has changed: `stamp.margin.comments`."""
        return f"{self.stamp}.{self.margin}.{self.comments}"

    def stretches_since(self, margin: int) -> list[tuple[int, int]] | None:
        """The stretches of the text, in code points, that have changed since the margin had that
        stamp; None where that is too long ago to say."""
        if margin == self.margin:
            return []
        stretches: list[tuple[int, int]] = []
        for change in self.changes.split(" "):  # the latest first; the last may be cut off
            match = _CHANGE.fullmatch(change)
            if match is None:
                return None
            if int(match[1]) == margin:
                return stretches
            stretches.append((int(match[2]), int(match[3])))
        return None
