"""The part of a page that holds the story, and what stands around it."""

from __future__ import annotations

from collections.abc import Iterable

from lxml.html import HtmlElement

from reader.importing.html.elements import LEFT_OUT, words_in


def main_content(tree: HtmlElement) -> HtmlElement:
    """The part of a page that holds the story: the only article or main there is, if it is the
    greater part of the page, or all."""
    body = tree.find("body")
    body = tree if body is None else body
    for path in ("//article", "//main", "//*[@role='main']"):
        found = tree.xpath(path)
        if len(found) != 1:
            continue
        inside = words_in(found[0])
        if len(inside) > 200 and len(inside) >= len(words_around(found[0], body)):
            return found[0]
    return body


def words_around(element: HtmlElement, body: HtmlElement) -> str:
    """The words of a page that stand before and after an element, but for those of its menus."""
    before: list[str] = []
    after: list[str] = []
    while element is not body and element.getparent() is not None:
        before += _words_of_text(element.itersiblings(preceding=True))
        after += _words_of_text(element.itersiblings())
        element = element.getparent()
    return " ".join([*reversed(before), *after])


def _words_of_text(elements: Iterable[HtmlElement]) -> list[str]:
    """The words of each element that is text and has any."""
    found: list[str] = []
    for element in elements:
        words = words_in(element) if isinstance(element.tag, str) else ""
        if words and element.tag not in LEFT_OUT:
            found.append(words)
    return found


def text_as_typed(element: HtmlElement) -> str:
    """The plain text that a page is, if it is one: all of it set as it was typed, or no
    paragraph in it marked as one."""
    text = element.text_content()
    for typed in element.iter("pre"):
        if len(typed.text_content().strip()) > 0.8 * len(text.strip()):
            return typed.text_content()
    marked = next(element.iterdescendants("p", "br", "div", "h1", "h2", "h3", "ul", "table"), None)
    lines = element.tag == "body" and marked is None and "\n\n" in text.strip()
    return text if lines and len(element) == 0 else ""
