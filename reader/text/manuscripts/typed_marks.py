"""What smart typography would set in a manuscript: straight quotes, hyphens and dots."""

from __future__ import annotations

import re
from typing import NamedTuple

from reader.text.manuscripts.manuscript import Manuscript
from reader.text.rendering.quotation_marks import marks_of

_NOT_WORDS = re.compile(
    r"(?P<run>(?<!`)`++|(?<!~)~{3,}+)"
    r"|<[^<>]+>|\]\([^()\n]*\)|^ *\[[^\]\n]+\]:[^\n]*https?:[^\n]*|https?://[^\s\"'<>]*"
    r"|^[ \t|:=-]+$",  # a line that is a scene break, or rules a table
    re.MULTILINE,
)
_TICKS = re.compile(r"`+|\n\n")
_FENCE = re.compile(r"^(?P<before>[ >]*)(?P<run>`{3,}|~{3,}).*", re.MULTILINE)
_DASH = re.compile(r"(?<!-)-{2,3}(?!-)")
_ELLIPSIS = re.compile(r"(?<!\.)\.{3}(?!\.)")
_SET = re.compile("[“”‘’„‚«»‹›]")


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
    it has been set already, and where we do not know the marks of its language. Code is not
    counted.

    Takes time in proportion to the text.
    """
    if marks_of(manuscript.language or "en") is None:
        return None
    quotes = dashes = ellipses = already = 0
    for text in manuscript.texts():
        words = _words(text)
        quotes += words.count('"') + words.count("'")
        dashes += len(_DASH.findall(words))
        ellipses += len(_ELLIPSIS.findall(words))
        already += len(_SET.findall(words))
    typed = TypedMarks(quotes, dashes, ellipses)
    return typed if sum(typed) and already < quotes else None


def _words(text: str) -> str:
    """A text without its code, tags and addresses."""
    ends = _code_ends(text) | _fence_ends(text)
    words = []
    at = 0
    while found := _NOT_WORDS.search(text, at):
        end = ends.get(found.start()) if found["run"] else found.end()
        words.append(text[at : found.start() if end else found.end()])
        at = end or found.end()
    words.append(text[at:])
    return "".join(words)


def _code_ends(text: str) -> dict[int, int]:
    """Where code ends in a line, by where it begins: with as many backticks, in its paragraph."""
    ends: dict[int, int] = {}
    latest: dict[int, int] = {}
    for found in _TICKS.finditer(text):
        if found[0] == "\n\n":
            latest.clear()
            continue
        ticks = len(found[0])
        if ticks in latest:
            ends[latest[ticks]] = found.end()
        latest[ticks] = found.start()
    return ends


def _fence_ends(text: str) -> dict[int, int]:
    """Where fenced code ends, by where its fence begins: with a line of as many such marks, or
    more. The fences that are open are always in order of their lengths, the shortest last."""
    ends: dict[int, int] = {}
    open_fences: dict[str, list[tuple[int, int]]] = {"`": [], "~": []}
    for found in _FENCE.finditer(text):
        fences, length = open_fences[found["run"][0]], len(found["run"])
        while fences and fences[-1][0] <= length:
            ends[fences.pop()[1]] = found.end()
        if found["before"] in ("", " ", "  ", "   "):
            fences.append((length, found.start("run")))
    return ends
