"""Tables: as Markdown where it has a way to say them, else as HTML."""

from __future__ import annotations

from collections.abc import Callable

from lxml.html import HtmlElement

from reader.importing.html.elements import holds, words_in
from reader.importing.markdown_syntax import lines_in
from reader.importing.small_numbers import small_number
from reader.text.manuscripts.paragraphs import Paragraph

_BLOCKS_IN_CELLS = ("ul", "ol", "dl", "blockquote")
_WIDEST = 1000
_GROUPS = ("thead", "tbody", "tfoot", "tr")
_PARTS = (*_GROUPS, "td", "th", "caption", "colgroup", "col")


def rows_of(table: HtmlElement) -> list[list[HtmlElement]]:
    """The cells of each row."""
    return [list(row.iterchildren("td", "th")) for row in table.iter("tr")]


def is_for_words(table: HtmlElement) -> bool:
    """Whether a table is one of words, and none that only sets a page out."""
    rows = rows_of(table)
    cells = [cell for row in rows for cell in row]
    if max(map(len, rows), default=0) < 2 or not any(map(words_in, cells)):
        return False
    if holds(table, "table") or _has_loose_words(table):
        return False
    return not any(map(_is_long, cells))


def needs_html(table: HtmlElement) -> bool:
    """Whether cells span others, or hold what no line of Markdown can."""
    for row in rows_of(table):
        for cell in row:
            if _span(cell, "colspan") or _span(cell, "rowspan"):
                return True
            if holds(cell, *_BLOCKS_IN_CELLS):
                return True
    return False


def as_markdown(table: HtmlElement, read: Callable[[HtmlElement], list[Paragraph]]) -> list[str]:
    """The lines of a table in Markdown. `read` gives the paragraphs in a cell."""
    rows = rows_of(table)
    width = max(map(len, rows))
    lines: list[str] = []
    for row in rows:
        cells = [_on_one_line(read(cell)) for cell in row]
        cells += [""] * (width - len(cells))
        lines.append(f"| {' | '.join(cells)} |")
        if len(lines) == 1:
            lines.append("|" + " --- |" * width)
    return lines


def as_html(table: HtmlElement, read: Callable[[HtmlElement], str]) -> list[str]:
    """The lines of a table in HTML, rows set apart. `read` gives the HTML of what a cell holds."""
    lines = ["<table>"]
    for row in rows_of(table):
        cells = ""
        for cell in row:
            spans = _span(cell, "colspan") + _span(cell, "rowspan")
            cells += f"<{cell.tag}{spans}>{read(cell)}</{cell.tag}>"
        lines += [f"<tr>{cells}</tr>", ""]
    return [*lines, "</table>"]


def _on_one_line(paragraphs: list[Paragraph]) -> str:
    return "<br>".join(lines_in(paragraphs)).replace("|", "&#124;").strip()


def _span(cell: HtmlElement, name: str) -> str:
    number = small_number(cell.get(name), 1)
    return f' {name}="{number}"' if 1 < number <= _WIDEST else ""


def _has_loose_words(table: HtmlElement) -> bool:
    """Whether words stand in a table and in none of its cells, nor above it."""
    for part in table.iter("table", *_GROUPS):
        if (part.text or "").strip():
            return True
        for child in part:
            if (child.tail or "").strip() or _is_loose(child):
                return True
    return False


def _is_loose(child: HtmlElement) -> bool:
    return isinstance(child.tag, str) and child.tag not in _PARTS and bool(words_in(child))


def _is_long(cell: HtmlElement) -> bool:
    """Whether a cell holds what is a page rather than a cell of a table."""
    return len(list(cell.iter("p", "br"))) > 2
