"""What the readers of archives share: elements found, notes and details read from them."""

from __future__ import annotations

from collections.abc import Callable

from lxml.html import HtmlElement

from reader.importing.counting.file_text import parts_words, text_in
from reader.importing.html.element_readers import new_prose
from reader.importing.html.elements import words_in
from reader.text.manuscripts.paragraphs import Paragraph
from reader.text.manuscripts.title_page import TitlePage

_LITTLE = 200
"""Words that any site shows around a story."""

Taker = Callable[[TitlePage, str, HtmlElement | str], None]
"""Puts a value, its words and the value itself, on a title page."""
_AROUND = "The site’s own text around the story was left out"


def words_of(element: HtmlElement | None) -> str:
    """The words of an element on one line."""
    return "" if element is None else words_in(element)


def markdown_of(*elements: HtmlElement) -> str:
    """The Markdown of some elements; of quotations, of what is in them."""
    prose = new_prose()
    for element in elements:
        if element.tag == "blockquote":
            prose.read_inside(element)
        else:
            prose.read([element])
    return prose.markdown


def outside(element: HtmlElement, *kept: HtmlElement) -> str:
    """The words of an element that stand in none of these others."""
    others = {*kept, *element.iter("script", "style")}
    return text_in(element, passes_over=others.__contains__, parts_before=parts_words)


def leave_out_around(page: TitlePage, tree: HtmlElement, *kept: HtmlElement) -> None:
    """Leave out what a site shows on a page around these elements; tell of it where it is more
    than they hold, for then some of the story may be in it."""
    around = outside(tree.find("body"), *kept)
    held = 0
    for element in kept:
        held += len(element.text_content().split())
    told = len(around.split()) > max(held, _LITTLE)
    page.leave_out(around, _AROUND if told else "")


def as_note(*elements: HtmlElement, kind: str = "note", label: str = "") -> list[Paragraph]:
    """Elements as one author's note; none where nothing is said in them."""
    text = markdown_of(*elements)
    if not text:
        return []
    return [Paragraph(f"{label}{text}".split("\n"), 1, note=kind)]


def first_at(tree: HtmlElement, path: str) -> HtmlElement | None:
    """The first element at a path."""
    found = tree.xpath(path)
    return found[0] if found else None


def has_class(name: str) -> str:
    """The XPath condition that an element has a class, also as Calibre renames it."""
    padded = "concat(' ', normalize-space(@class), ' ')"
    conditions = [f"contains({padded}, ' {each} ')" for each in (name, f"{name}1", f"{name}2")]
    return f"({' or '.join(conditions)})"


def class_of(element: HtmlElement) -> str:
    """The class names of an element."""
    return element.get("class") or ""
