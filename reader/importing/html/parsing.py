"""HTML to a tree, and what is found in one: words, and the elements that links lead to."""

from __future__ import annotations

import re

from lxml import html
from lxml.html import HtmlElement

from reader.importing.files.encodings import printable
from reader.text.manuscripts.manuscript import ManuscriptError

BLOCKS = set(
    "address article aside blockquote body center dd details div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hgroup hr html li main nav ol p pre section summary "
    "table tbody td tfoot th thead tr ul".split()
)
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
LEFT_OUT = set(
    "script style head title meta link noscript template iframe object embed svg canvas video "
    "audio input select textarea button nav annotation annotation-xml".split()
)
"""What is no text of a page, or one for machines."""
READINGS = ("rt", "rp")
"""What stands above the words of a ruby, and is none of them."""
_DECLARATION = re.compile(
    r"\A\s*(?:<\?xml[^>]*>)?\s*(?:<!DOCTYPE\s[^\[>]{0,300}(?:\[[^\]]{0,20000}\]\s*)?>)?",
    re.IGNORECASE,
)
_TAG = re.compile(
    r"<(?P<end>/?)(?:(?P<phrase>tt|i|b|u|s|strike|big|small)"
    r"|(?:p|div|h[1-6]|center|blockquote|ul|ol|table|hr))(?=[\s>/])",
    re.IGNORECASE,
)
_HELD = "held-"
"""Before the names of phrases while a page is parsed: libxml2 ends those that it knows where a
paragraph begins, and `<i><p>…</p></i>` would lose its italics."""


def parse(data: str) -> HtmlElement:
    """The tree of an HTML page. Raises ManuscriptError for one that has no element in it."""
    data = printable(_DECLARATION.sub("", data, count=1))
    data = _hold_phrases(data)
    try:
        parser = html.HTMLParser(huge_tree=True, no_network=True)
        tree = html.document_fromstring(data, parser=parser)
    except (ValueError, AssertionError, html.etree.LxmlError) as error:
        raise ManuscriptError("is not a page with a text in it") from error
    for element in tree.iter():
        if isinstance(element.tag, str) and element.tag.startswith(_HELD):
            element.tag = element.tag.removeprefix(_HELD)
    return tree


def _hold_phrases(data: str) -> str:
    """Rename those phrases, by both of their tags, in which a block begins."""
    begun: dict[str, list[re.Match[str]]] = {}
    held: list[re.Match[str]] = []
    last_block = -1
    for tag in _TAG.finditer(data):
        if not tag["phrase"]:
            last_block = last_block if tag["end"] else tag.start()
        elif not tag["end"]:
            begun.setdefault(tag["phrase"].lower(), []).append(tag)
        elif same := begun.get(tag["phrase"].lower()):
            first = same.pop()
            if first.start() < last_block:
                held += [first, tag]
    written, at = [], 0
    for tag in sorted(held, key=re.Match.start):
        written += [data[at : tag.start("phrase")], _HELD]
        at = tag.start("phrase")
    return "".join([*written, data[at:]])


def words_in(element: HtmlElement) -> str:
    """The words of an element on one line, with a space where a line or a paragraph ends, and
    without the readings above them."""
    between = " " if holds(element, "br", *BLOCKS) else ""
    return " ".join(between.join(_texts(element)).split())


def holds(element: HtmlElement, *tags: str) -> bool:
    """Whether an element of one of these names stands in an element, however deep."""
    return next(element.iterdescendants(*tags), None) is not None


def _texts(element: HtmlElement) -> list[str]:
    if holds(element, *READINGS):
        return element.xpath(".//text()[not(ancestor::rt or ancestor::rp)]")
    return list(element.itertext())


def anchor_name(element: HtmlElement) -> str:
    """The name by which a link leads to an element: its id, or that of an anchor."""
    return element.get("id") or (element.get("name") if element.tag == "a" else "") or ""


def anchors_in(tree: HtmlElement) -> dict[str, HtmlElement]:
    """The elements that links can lead to, by their names."""
    found: dict[str, HtmlElement] = {}
    for element in tree.iterdescendants():
        name = anchor_name(element) if isinstance(element.tag, str) else ""
        if name:
            found[name] = element
    return found
