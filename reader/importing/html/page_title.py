"""What a page says of itself: its title and its author."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from reader.importing.html.elements import words_in
from reader.importing.html.entities import unescaped

_TITLES = frozenset(("title", "MsoTitle", "western-title"))
_SITE = re.compile(r"\s+(?:[|·»]|[-–—](?=\s[^-–—]*$))\s.*$")


def mark_title(tree: HtmlElement) -> None:
    """Make a heading of the paragraph that a word processor calls the title."""
    for element in tree.xpath("//p[@class]"):
        if _TITLES.isdisjoint(element.get("class").split()):
            continue
        if words_in(element):
            element.tag = "h1"
            for heading in tree.iter("h5", "h4", "h3", "h2"):
                heading.tag = f"h{int(heading.tag[1]) + 1}"
            for heading in tree.iter("h1"):
                heading.tag = "h1" if heading is element else "h2"
        return


def own_title(tree: HtmlElement) -> str:
    """A title that a page of one author's own is likely to mean: not a word processor's."""
    title = page_title(tree)
    return "" if re.match(r"untitled|document\d*$|microsoft word", title, re.IGNORECASE) else title


def page_title(tree: HtmlElement) -> str:
    """The title of a page, without the name of its site."""
    words = " ".join(unescaped(tree.findtext(".//title") or "").split())
    return _SITE.sub("", words)[:200]


def meta_content(tree: HtmlElement, name: str) -> str:
    """What a page says of itself under a name, such as `author`, in its head."""
    found = tree.xpath(f"//meta[translate(@name, 'AUTHOR', 'author')='{name}']/@content")
    return " ".join(unescaped(found[0]).split())[:100] if found else ""
