"""The pages of a book: what each says that it is, and which are about the book itself."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree
from lxml.html import HtmlElement

from reader.importing.archives.elements import words_of
from reader.text.manuscripts.paragraphs import Paragraph

_CONTENTS = re.compile(r"toc|loi|lot|landmarks|page-list|toc_page")
_LEGAL = re.compile(
    r"colophon|imprint|copyright|uncopyright|copyright-page|other-credits|log_page|title_page"
)
_APART = re.compile(
    rf"{_LEGAL.pattern}|cover|coverpage|cover-page|titlepage|title-page|halftitle|halftitlepage"
)
_MOST_ABOUT_A_BOOK = 400
"""Words besides links that a cover, a title page or contents may have. What has more is text."""
_WRAPPERS = ("section", "div", "article", "main", "aside")


@dataclass
class Page:
    """One file of the spine: its name, tree, what kind of part it says it is."""

    name: str
    tree: HtmlElement
    kind: str = ""
    notes: list[Paragraph] = field(default_factory=list)

    is_contents: bool = False

    @property
    def body(self) -> HtmlElement:
        """The element that holds all that the page shows."""
        return self.tree.find("body")


def is_about_the_book(page: Page) -> bool:
    """Whether a page is no part of the story: by what it is called, if it has no more to say than
    such a page has."""
    kinds = [page.name.rpartition("/")[2].partition(".")[0].lower(), *page.kind.split()]
    page.is_contents |= any(map(_CONTENTS.fullmatch, kinds))
    if not page.is_contents and not any(map(_APART.fullmatch, kinds)):
        return False
    if any(map(_LEGAL.fullmatch, kinds)):
        return True
    linked = 0
    for link in page.body.iter("a"):
        linked += len(words_of(link).split())
    return len(words_of(page.body).split()) - linked <= _MOST_ABOUT_A_BOOK


def page_kind(tree: HtmlElement) -> str:
    """What a page says that it is: its body, and what alone stands in it."""
    types: list[str] = []
    element = tree.find("body")
    while element is not None:
        types.append(element.get("epub:type") or "")
        inner = list(element.iterchildren(tag=etree.Element))
        alone = len(inner) == 1 and inner[0].tag in _WRAPPERS
        element = inner[0] if alone else None
    return " ".join(types)
