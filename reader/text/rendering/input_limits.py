"""Markdown that Python-Markdown can bear: the same to look at, but never slow and never too deep.

Its work on one block grows with the square of the lines, brackets and open tags in it, so
what no author ever wrote is parted or escaped before it comes there.
"""

from __future__ import annotations

import re
from collections import Counter
from html import escape

MOST_LINES_OF_A_BLOCK = 400
MOST_MARKS_OF_A_BLOCK = 2000
MOST_OPEN_BRACKETS = 300
MOST_FOOTNOTES = 3000
# Tags of one name that are open at once.
MOST_OPEN_TAGS = 300
# Levels of quotes and lists; what is deeper stands at the last of them.
DEEPEST_LEVEL = 20
_OPEN_TAG = re.compile(r"<(?=[a-z/!?])(?![^<>]*>)", re.IGNORECASE)
_TAG = re.compile(r"<(?P<end>/?)(?P<name>[a-z][a-z0-9]*)", re.IGNORECASE)
_ENDS_ITSELF = set("br dd dt hr img li p td th tr wbr".split())
_MARK = re.compile(r"[*_`<&\\!~]")
# Of signs in a row each is looked at from every other one.
_LONG_RUN = re.compile(r"#{100}|`{50}|(?:[*_]{1,3}[ \t]+){60}")
_EMPTY_LINES = re.compile(r"(\n[ \t]*\n\s*)")
_QUOTES = re.compile(rf"^(?:[ \t]*>){{{DEEPEST_LEVEL},}}", re.MULTILINE)
_ITEMS = re.compile(
    rf"^([ \t]*(?:(?:[-*+]|\d{{1,9}}\.)[ \t]+){{{DEEPEST_LEVEL}}})[^\n]*", re.MULTILINE
)
_INDENT = re.compile(rf"^(?:[ ]{{4}}|\t){{{DEEPEST_LEVEL},}}", re.MULTILINE)


def limit_input(source: str) -> str:
    """`source`, changed only where it has more of something than any text ever had."""
    source = _QUOTES.sub("> " * DEEPEST_LEVEL, source)
    source = _ITEMS.sub(_cut_items, source)
    source = _INDENT.sub("    " * DEEPEST_LEVEL, source)
    source = "".join(map(_limit_block, _EMPTY_LINES.split(source)))
    if len(_OPEN_TAG.findall(source)) > MOST_OPEN_BRACKETS:
        source = _OPEN_TAG.sub("&lt;", source)
    if source.count("[^") > MOST_FOOTNOTES:
        source = source.replace("[^", "\\[^")
    return _show_what_never_ends(source)


def _show_what_never_ends(source: str) -> str:
    """Make text of the tags of which too many stand in each other."""
    open_now: Counter[str] = Counter()
    never_end = set()
    for tag in _TAG.finditer(source):
        name = tag["name"].lower()
        if tag["end"]:
            open_now[name] = max(open_now[name] - 1, 0)
        elif name not in _ENDS_ITSELF:
            open_now[name] += 1
            if open_now[name] > MOST_OPEN_TAGS:
                never_end.add(name)
    if not never_end:
        return source

    def shown(tag: re.Match[str]) -> str:
        never_ends = tag["name"].lower() in never_end
        return tag[0].replace("<", "&lt;") if never_ends else tag[0]

    return _TAG.sub(shown, source)


def has_too_many_marks(text: str) -> bool:
    """Whether `text` has more of Markdown's marks than Python-Markdown bears in one block."""
    if text.count("[") > MOST_OPEN_BRACKETS or _LONG_RUN.search(text):
        return True
    return len(_MARK.findall(text)) > MOST_MARKS_OF_A_BLOCK


def _limit_block(block: str) -> str:
    if block.count("\n") > MOST_LINES_OF_A_BLOCK:
        lines = block.split("\n")
        parts = []
        for start in range(0, len(lines), MOST_LINES_OF_A_BLOCK):
            parts.append(_limit_block("\n".join(lines[start : start + MOST_LINES_OF_A_BLOCK])))
        return "\n\n".join(parts)
    if has_too_many_marks(block):
        return f"\n\n<p>{escape(block, quote=False)}</p>\n\n"
    return block


def _cut_items(line: re.Match[str]) -> str:
    rest = line[0][len(line[1]) :]
    return line[1] + re.sub(r"^(?:(?:[-*+]|\d{1,9}\.)[ \t]+)+", "", rest)
