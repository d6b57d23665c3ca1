"""Sentences of a text: where each begins and ends."""

from __future__ import annotations

import re

Span = tuple[int, int]

_END = re.compile(
    r"(?<![.!?…])[.!?…]++[\"'”’»)\]]*+\s++|(?<![。！？])[。！？]++[」』”’）]*+\s*+|\n++"
)
"""Each run of marks is looked at once, from its beginning: the time grows like the text."""


def sentences(text: str) -> list[Span]:
    """The sentences of a text, without the white space around them, in code points. What goes on
    in small letters is one sentence: “Why?” she said."""
    spans: list[Span] = []
    start = 0
    for match in _END.finditer(text):
        goes_on = text[match.end() : match.end() + 1].islower() and "\n" not in match[0]
        if not goes_on:
            _add(spans, text, start, match.end())
            start = match.end()
    _add(spans, text, start, len(text))
    return spans


def _add(spans: list[Span], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    bare = piece.strip()
    if bare:
        begin = start + piece.index(bare)
        spans.append((begin, begin + len(bare)))
