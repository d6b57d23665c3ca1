"""Markdown that Python-Markdown can bear: the same to look at, but never slow and never too deep.

Its work on one block grows with the square of the lines, brackets and open tags in it, so
what no author ever wrote is parted or escaped before it comes there.
"""

from __future__ import annotations

import re
from html import escape

MOST_LINES = 400
MOST_MARKS = 2000
MOST_BRACKETS = 300
DEEPEST = 20
"""Levels of quotes and lists; what is deeper stands at the last of them."""

_OPEN_TAG = re.compile(r"<(?=[a-z/!?])(?![^<>]*>)", re.IGNORECASE)
_MARK = re.compile(r"[*_`<&\\!~]")
_EMPTY_LINES = re.compile(r"(\n[ \t]*\n\s*)")
_QUOTES = re.compile(rf"^(?:[ \t]*>){{{DEEPEST},}}", re.MULTILINE)
_ITEMS = re.compile(rf"^([ \t]*(?:(?:[-*+]|\d{{1,9}}\.)[ \t]+){{{DEEPEST}}})[^\n]*", re.MULTILINE)
_INDENT = re.compile(rf"^(?:[ ]{{4}}|\t){{{DEEPEST},}}", re.MULTILINE)


def tame(source: str) -> str:
    """`source`, changed only where it has more of something than any text ever had."""
    source = _QUOTES.sub("> " * DEEPEST, source)
    source = _ITEMS.sub(_cut_items, source)
    source = _INDENT.sub("    " * DEEPEST, source)
    source = "".join(map(_tame_block, _EMPTY_LINES.split(source)))
    if len(_OPEN_TAG.findall(source)) > MOST_BRACKETS:
        source = _OPEN_TAG.sub("&lt;", source)
    return source


def has_too_many_marks(text: str) -> bool:
    """Whether `text` has more of Markdown's marks than Python-Markdown bears in one block."""
    return text.count("[") > MOST_BRACKETS or len(_MARK.findall(text)) > MOST_MARKS


def _tame_block(block: str) -> str:
    if block.count("\n") > MOST_LINES:
        lines = block.split("\n")
        parts = (lines[i : i + MOST_LINES] for i in range(0, len(lines), MOST_LINES))
        return "\n\n".join(_tame_block("\n".join(part)) for part in parts)
    if has_too_many_marks(block):
        return f"\n\n<p>{escape(block, quote=False)}</p>\n\n"
    return block


def _cut_items(line: re.Match[str]) -> str:
    rest = line[0][len(line[1]) :]
    return line[1] + re.sub(r"^(?:(?:[-*+]|\d{1,9}\.)[ \t]+)+", "", rest)
