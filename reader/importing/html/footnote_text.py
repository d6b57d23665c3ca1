"""Footnotes as Markdown: their labels, and their text without its own mark."""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import deepcopy

from lxml.html import HtmlElement

from reader.importing.html.elements import words_in
from reader.text.manuscripts.paragraphs import Paragraph

_LABEL = re.compile(r"\[\^(\d+)\]")


def labels_in(markdown: str) -> list[str]:
    """The labels of the footnotes whose marks stand in some Markdown that an importer wrote."""
    return _LABEL.findall(markdown)


def label_of(definition: Paragraph) -> str:
    """The label of a footnote in Markdown: `1` of `[^1]: By noon.`"""
    return definition.lines[0].removeprefix("[^").partition("]")[0]


def definition_of(found: list[Paragraph], mark: str) -> list[str]:
    """The lines of a note, in Markdown, without the mark that it repeats: `1. By noon.`"""
    lines: list[str] = []
    for paragraph in found:
        if lines:
            lines.append("")
        lines += paragraph.lines
    if lines:
        lines[0] = _without_mark(lines[0], mark)
    return lines


def words_without_marks(element: HtmlElement, is_mark: Callable[[HtmlElement], bool]) -> str:
    """The words of an element without those marks of footnotes that stand among them."""
    copied = deepcopy(element)
    copied.tail = None
    marks: list[HtmlElement] = []
    for link, copy in zip(element.iter("a"), copied.iter("a"), strict=True):
        if is_mark(link):
            marks.append(copy)
    for mark in marks:
        mark.drop_tree()
    return words_in(copied)


def _without_mark(text: str, mark: str) -> str:
    """A note's text without its own mark, also where that says the chapter first: `1.1 By noon.`"""
    mark = re.escape(mark.strip("[]() "))
    begins = rf"^\W{{0,2}}(?:\d{{1,3}}\.)?{mark}(?:\\?[.):\]]+\s*|\s+(?=[^\w\s]*[A-Z]))"
    text = re.sub(begins, "", text, count=1)
    return re.sub(r"^[.):\]]\s+", "", text)  # what stood after a mark that was a way back
