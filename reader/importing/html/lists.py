"""Lists to Markdown: bulleted, numbered, and of terms with what they mean."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from lxml.html import HtmlElement

from reader.importing.markdown_syntax import indented, lines_in, without_verse_mark
from reader.importing.small_numbers import small_number
from reader.text.manuscripts.paragraphs import Paragraph

Read = Callable[[HtmlElement], list[Paragraph]]
"""Gives the paragraphs in an element."""
_ITEM = re.compile(r"(?:-|\d+\.) ")
_NO_TERM = "—"
"""What stands for the term of a meaning that has none."""


def list_lines(element: HtmlElement, read: Read) -> Iterator[list[str]]:
    """The paragraphs, each as its lines, that a list comes to: one, or of terms one each."""
    if element.tag == "dl":
        yield from _terms(element, read)
        return
    lines: list[str] = []
    number = small_number(element.get("start"), 1)
    for item in _with_loose_words(element):
        inner = _lines_of_item(read(item))
        if item.tag in ("ul", "ol") and lines:  # a list that is in no item goes with the last one
            for found in list_lines(item, read):
                lines += indented(found)
        elif inner:
            mark = f"{number}. " if element.tag == "ol" else "- "
            lines.append(f"{mark}{without_verse_mark(inner[0])}")
            lines += indented(inner[1:])
            number += 1
    yield lines


def _lines_of_item(found: list[Paragraph]) -> list[str]:
    """The lines of an item, before its mark is set."""
    lines: list[str] = []
    for paragraph in found:
        if lines and not _ITEM.match(paragraph.lines[0]):
            lines.append("")
        lines += paragraph.lines
    return lines


def _with_loose_words(element: HtmlElement) -> list[HtmlElement]:
    """The items of a list; words that stand in none are one."""
    items: list[HtmlElement] = []
    _add_loose_words(items, element, element.text)
    for child in element:
        if isinstance(child.tag, str):
            items.append(child)
        _add_loose_words(items, element, child.tail)
    return items


def _add_loose_words(items: list[HtmlElement], element: HtmlElement, text: str | None) -> None:
    if text and text.strip():
        loose = element.makeelement("li")
        loose.text = text
        items.append(loose)


def _terms(element: HtmlElement, read: Read) -> Iterator[list[str]]:
    """Each term, or several that mean the same, with what they mean under them."""
    terms: list[str] = []
    meanings: list[str] = []
    for item in _without_groups(element):
        if item.tag == "dt":
            if meanings:
                yield [*(terms or [_NO_TERM]), *meanings]
                terms, meanings = [], []
            words = " ".join(lines_in(read(item)))
            if words:
                terms.append(words)
            continue
        inner = _lines_of_item(read(item))
        if inner:
            meanings.append(f":   {without_verse_mark(inner[0])}")
            meanings += indented(inner[1:])
    if meanings:
        yield [*(terms or [_NO_TERM]), *meanings]
        return
    for term in terms:
        yield [term]


def _without_groups(element: HtmlElement) -> Iterator[HtmlElement]:
    """Terms and meanings, those too that stand in groups."""
    for item in _with_loose_words(element):
        if item.tag == "div":
            yield from _without_groups(item)
        else:
            yield item
