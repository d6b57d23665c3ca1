"""Elements of HTML: which are blocks, their words, and the names by which links lead to them."""

from __future__ import annotations

from lxml.html import HtmlElement

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
