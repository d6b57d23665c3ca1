"""What smart typography would set in a manuscript: straight quotes, hyphens and dots."""

from __future__ import annotations

import re
from typing import NamedTuple

from reader.text.manuscripts.manuscript import Manuscript

LANGUAGES = set("af ca cy en eo es ga gd id it la ms nl pt tl tr".split())
"""Those that write “these marks”: in others they would be the wrong ones."""
_FENCED = r"^ {0,3}(?P<fence>`{3,}(?!`)|~{3,}(?!~))[^\n]*\n(?:.*?\n)??[ >]*(?P=fence)[^\n]*"
_CODE = r"(?<!`)(?P<ticks>`+)(?!`)(?:(?!\n\n).)+?(?<!`)(?P=ticks)(?!`)"
_NOT_WORDS = re.compile(
    rf"{_FENCED}|{_CODE}|<[^<>]+>|\]\([^()\n]*\)|^ *\[[^\]\n]+\]:[^\n]*https?:[^\n]*|https?://[^\s\"'<>]*"
    r"|^[ \t|:=-]+$",  # a line that is a scene break, or rules a table
    re.MULTILINE | re.DOTALL,
)
_DASH = re.compile(r"(?<!-)-{2,3}(?!-)")
_ELLIPSIS = re.compile(r"(?<!\.)\.{3}(?!\.)")
_SET = re.compile("[“”‘’]")


class TypedMarks(NamedTuple):
    """How many straight quotes, runs of hyphens and of three dots there are."""

    quotes: int
    dashes: int
    ellipses: int

    def __str__(self) -> str:
        """What they would be: `312 straight quotes curly, 1 double hyphen a dash`."""
        parts = []
        if self.quotes:
            parts.append(f"{self.quotes:,} straight quote{'s' * (self.quotes > 1)} curly")
        if self.dashes == 1:
            parts.append("1 double hyphen a dash")
        elif self.dashes:
            parts.append(f"{self.dashes:,} double hyphens dashes")
        if self.ellipses == 1:
            parts.append("1 triple dot an ellipsis")
        elif self.ellipses:
            parts.append(f"{self.ellipses:,} triple dots ellipses")
        return ", ".join(parts)


def typed_marks(manuscript: Manuscript) -> TypedMarks | None:
    """What is typed in a manuscript that a printer would set; None where there is nothing, where
    it has been set already, and where its language has other marks. Code is not counted.

    Takes time in proportion to the text.
    """
    language = (manuscript.language or "en").lower().split("-")[0]
    if language not in LANGUAGES:
        return None
    quotes = dashes = ellipses = already = 0
    for text in manuscript.texts():
        words = _NOT_WORDS.sub("", text)
        quotes += words.count('"') + words.count("'")
        dashes += len(_DASH.findall(words))
        ellipses += len(_ELLIPSIS.findall(words))
        already += len(_SET.findall(words))
    typed = TypedMarks(quotes, dashes, ellipses)
    return typed if sum(typed) and already < quotes else None
