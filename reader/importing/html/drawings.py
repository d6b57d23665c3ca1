"""The words in drawings (SVG): pages of books with a fixed layout are set so, and labels are."""

from __future__ import annotations

import re
from statistics import median_low
from typing import NamedTuple

from lxml import etree
from lxml.html import HtmlElement

_NUMBER = re.compile(r"\s*(-?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?)(em)?", re.IGNORECASE)
_MOVED_DOWN = re.compile(
    r"(?:matrix\s*\((?:[^,\s)]+[,\s]+){5}|translate\s*\([^,\s)]+[,\s]+)([^,\s)]+)", re.IGNORECASE
)
_EM = 16
_NEXT_PARAGRAPH = 1.5
"""The distance of two lines, in that of most lines, from which on they are two paragraphs."""
_WORDS_OF_A_LINE = 5
"""Lines with fewer words, on average, are labels or verse, and stay lines."""


class _Line(NamedTuple):
    """Words, and how far down they stand."""

    top: float
    words: str


def take_words_of_drawings(tree: HtmlElement) -> int:
    """Put the words in drawings below them, as paragraphs; gives how many drawings had some."""
    taken = 0
    for drawing in list(tree.iter("svg")):
        if next(drawing.iterancestors("svg"), None) is not None:
            continue
        below = etree.Element("div")
        for paragraph in _paragraphs(_lines(drawing)):
            below.append(_as_element(paragraph))
        for page in list(drawing.iter("foreignobject")):
            below.append(page)
            page.tag = "div"
        if len(below):
            taken += 1
            drawing.addnext(below)
    return taken


def drawings_warning(number: int) -> str:
    """A sentence about the words of so many drawings."""
    drawings = f"{number:,} drawings" if number > 1 else "a drawing"
    return f"The words in {drawings} became paragraphs: check their order."


def _lines(drawing: HtmlElement) -> list[_Line]:
    """The words of a drawing, by the height at which they stand."""
    lines: list[_Line] = []
    for text in drawing.iter("text"):
        if next(text.iterancestors("defs", "foreignobject"), None) is None:
            for line in _lines_of_text(text):
                if lines and _is_level(lines[-1], line):
                    lines[-1] = _Line(line.top, f"{lines[-1].words} {line.words}")
                else:
                    lines.append(line)
    return lines


def _lines_of_text(text: HtmlElement) -> list[_Line]:
    """The words of one text; what begins a new height in it begins a line."""
    moved = _MOVED_DOWN.search(text.get("transform") or "")
    above = _number(moved[1]) if moved else 0
    top = above
    pieces: list[_Line] = []
    for event, element in etree.iterwalk(text, events=("start", "end")):
        said = element.text if event == "start" else element.tail
        if event == "start" and isinstance(element.tag, str):
            if element.get("y"):
                top = above + _number(element.get("y"))
            top += _number(element.get("dy"))
        elif element is text:
            continue
        piece = _Line(top, said or "")
        if pieces and _is_level(pieces[-1], piece):
            pieces[-1] = _Line(top, pieces[-1].words + piece.words)
        else:
            pieces.append(piece)
    lines = [_Line(piece.top, " ".join(piece.words.split())) for piece in pieces]
    return [line for line in lines if line.words]


def _number(value: str | None) -> float:
    """The first number of a list of them; nothing where there is none."""
    number = _NUMBER.match(value or "")
    return float(number[1]) * (_EM if number[2] else 1) if number else 0


def _is_level(one: _Line, other: _Line) -> bool:
    return abs(one.top - other.top) < 1


def _paragraphs(lines: list[_Line]) -> list[list[str]]:
    """Lines in groups: a wider gap, or one further up, begins another. What is text runs on."""
    gaps = [lower.top - upper.top for upper, lower in zip(lines, lines[1:], strict=False)]
    usual = median_low([gap for gap in gaps if gap > 0] or [0])
    paragraphs: list[list[str]] = []
    for line, gap in zip(lines, [-1, *gaps], strict=False):
        if gap < 0 or gap > _NEXT_PARAGRAPH * usual:
            paragraphs.append([])
        paragraphs[-1].append(line.words)
    words = sum(len(line.words.split()) for line in lines)
    if words > _WORDS_OF_A_LINE * len(lines):
        return [[" ".join(paragraph)] for paragraph in paragraphs]
    return paragraphs


def _as_element(lines: list[str]) -> etree._Element:
    paragraph = etree.Element("p")
    paragraph.text = lines[0]
    for line in lines[1:]:
        etree.SubElement(paragraph, "br").tail = line
    return paragraph
