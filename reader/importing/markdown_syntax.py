"""Pieces of Markdown that importers write."""

from __future__ import annotations

import re
from collections.abc import Iterable

from reader.text.manuscripts.paragraphs import Paragraph

_VERSE = "| "


def destination(url: str) -> str:
    """Where a link or a picture leads: in angle brackets if the URL has spaces or parentheses."""
    return f"<{url}>" if re.search(r"[\s()]", url) else url


def indented(lines: Iterable[str]) -> list[str]:
    """Lines that belong to the list item, footnote or term above them, or are code."""
    return [f"    {line}".rstrip() for line in lines]


def quoted(lines: Iterable[str]) -> list[str]:
    """Lines as a quotation."""
    return [f"> {line}".rstrip() for line in lines]


def without_verse_mark(line: str) -> str:
    """A line without the mark that makes it a line of verse."""
    return line.removeprefix(_VERSE)


def lines_in(paragraphs: Iterable[Paragraph]) -> list[str]:
    """The lines of some paragraphs, none of them marked as verse."""
    lines: list[str] = []
    for paragraph in paragraphs:
        lines += map(without_verse_mark, paragraph.lines)
    return lines
