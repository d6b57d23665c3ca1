"""The Markdown of what stands between two empty lines of Gloss's own plain text."""

from __future__ import annotations

import re
from collections.abc import Iterable

from reader.importing.markdown_syntax import quoted
from reader.text.rendering import escaping
from reader.text.rendering.scene_breaks import is_scene_break

INDENT = "    "
DEFINITION = re.compile(r"\[(?P<number>\d{1,4})\] (?P<words>.*)", re.DOTALL)
_ITEM = re.compile(r"(?P<mark>- |\d{1,4}\. )(?P<words>.*)")


def gloss_markdown(part: str) -> str:
    """The Markdown of what stands between two empty lines."""
    if not part.strip():
        return ""
    if part.startswith(INDENT):
        inner = map(_unindented, part.split("\n\n"))
        written = "\n\n".join(map(gloss_markdown, inner))
        return "\n".join(quoted(written.split("\n")))
    if is_scene_break(part):
        return part
    definition = DEFINITION.fullmatch(part)
    if definition:
        words = " ".join(definition["words"].split())
        return f"[^{definition['number']}]: {escaping.paragraph([words])}"
    lines = part.split("\n")
    if len(lines) > 1 or part.startswith(("- ", "1. ")):
        items = _items(lines)
        if items:
            return "\n".join(items)
    bars = {line.count(" | ") for line in lines}
    if len(lines) > 1 and len(bars) == 1 and bars != {0}:
        return _table(lines, bars.pop() + 1)
    return escaping.paragraph(lines)


def _unindented(part: str) -> str:
    return re.sub(rf"^{INDENT}", "", part, flags=re.MULTILINE)


def _items(lines: list[str]) -> list[str]:
    """The lines as items of a list, if all of them are."""
    written: list[str] = []
    for line in lines:
        item = _ITEM.fullmatch(line)
        if item is None:
            return []
        written.append(item["mark"] + escaping.paragraph([item["words"]]))
    return written


def _table(lines: list[str], columns: int) -> str:
    rows = [_row(map(escaping.emphasise, line.split(" | "))) for line in lines]
    rows.insert(1, _row(["---"] * columns))
    return "\n".join(rows)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
