"""Tables: as Markdown where it has a way to say them, else as HTML."""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml.html import HtmlElement

from reader.importing.html.parsing import words_in
from reader.text.manuscripts.paragraphs import Paragraph

Cell = HtmlElement
_INNER = ("ul", "ol", "dl", "blockquote")
_WIDEST = 1000


def rows_of(table: HtmlElement) -> list[list[Cell]]:
    """The cells of each row."""
    return [[cell for cell in row if cell.tag in ("td", "th")] for row in table.iter("tr")]


def is_for_words(table: HtmlElement) -> bool:
    """Whether a table is one of words, and none that only sets a page out."""
    rows = rows_of(table)
    if max(map(len, rows), default=0) < 2 or not any(words_in(c) for row in rows for c in row):
        return False
    if next(table.iterdescendants("table"), None) is not None or _has_loose_words(table):
        return False
    return not any(_is_long(cell) for row in rows for cell in row)


def needs_html(table: HtmlElement) -> bool:
    """Whether cells span others, or hold what no line of Markdown can."""
    for cell in (cell for row in rows_of(table) for cell in row):
        if _span(cell, "colspan") or _span(cell, "rowspan"):
            return True
        if next(cell.iter(*_INNER), None) is not None:
            return True
    return False


def as_markdown(table: HtmlElement, read: Callable[[Cell], list[Paragraph]]) -> list[str]:
    """The lines of a table in Markdown. `read` gives the paragraphs in a cell."""
    rows = rows_of(table)
    wide = max(map(len, rows))
    lines = []
    for row in rows:
        words = [_on_one_line(read(cell)) for cell in row] + [""] * (wide - len(row))
        lines.append(f"| {' | '.join(words)} |")
        if len(lines) == 1:
            lines.append("|" + " --- |" * wide)
    return lines


def as_html(table: HtmlElement, read: Callable[[Cell], str]) -> list[str]:
    """The lines of a table in HTML, rows set apart. `read` gives the HTML of what a cell holds."""
    lines = ["<table>"]
    for row in rows_of(table):
        cells = "".join(
            f"<{cell.tag}{_span(cell, 'colspan')}{_span(cell, 'rowspan')}>{read(cell)}</{cell.tag}>"
            for cell in row
        )
        lines += [f"<tr>{cells}</tr>", ""]
    return [*lines, "</table>"]


def _on_one_line(paragraphs: list[Paragraph]) -> str:
    lines = [line.removeprefix("| ") for p in paragraphs for line in p.lines]
    return "<br>".join(lines).replace("|", "&#124;").strip()


def _span(cell: Cell, name: str) -> str:
    said = re.fullmatch(r"\s*(\d{1,4})\s*", cell.get(name) or "")
    number = int(said[1]) if said else 1
    return f' {name}="{number}"' if 1 < number <= _WIDEST else ""


def _has_loose_words(table: HtmlElement) -> bool:
    """Whether words stand in a table and in none of its cells, nor above it."""
    for part in table.iter("table", "thead", "tbody", "tfoot", "tr"):
        if (part.text or "").strip():
            return True
        for child in part:
            within = ("thead", "tbody", "tfoot", "tr", "td", "th", "caption", "colgroup", "col")
            if (child.tail or "").strip() or (
                isinstance(child.tag, str) and child.tag not in within and words_in(child)
            ):
                return True
    return False


def _is_long(cell: Cell) -> bool:
    """Whether a cell holds what is a page rather than a cell of a table."""
    return len(list(cell.iter("p", "br"))) > 2
