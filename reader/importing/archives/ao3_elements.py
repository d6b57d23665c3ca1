"""The elements of Archive of Our Own's downloads and pages that matter to a story."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from reader.importing.archives.elements import (
    class_of,
)

HOST = "https://archiveofourown.org"
_WRITTEN = re.compile(r"userstuff\d*")


def significant_elements(element: HtmlElement) -> Iterator[HtmlElement]:
    """Texts, headings, labels and quotations, in order, and nothing inside of them."""
    for child in element:
        if not isinstance(child.tag, str):
            continue
        if is_text(child) or child.tag in ("h2", "h3", "p", "blockquote"):
            yield child
        else:
            yield from significant_elements(child)


def is_text(element: HtmlElement) -> bool:
    """Whether an element holds the text of a chapter, and no chapters: their wrapper has the same
    class, and Calibre takes its id away where it parts a file."""
    if not _is_written(element):
        return False
    for child in element.iterchildren("div"):
        if _is_written(child) or {"meta", "group"} & set(class_of(child).split()):
            return False
    return True


def _is_written(element: HtmlElement) -> bool:
    names = class_of(element).split()
    return element.tag == "div" and any(map(_WRITTEN.fullmatch, names))
