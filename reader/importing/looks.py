"""How words look, whichever word processor set them, as elements of HTML."""

from __future__ import annotations

from lxml import etree

Look = frozenset[str]
"""Among `strong`, `em`, `s`, `u`, `sup`, `sub`, `small-caps`, `capitals` and `hidden`."""
PLAIN: Look = frozenset()
_TAGS = ("strong", "em", "s", "u", "sup", "sub")


def dress(target: etree._Element, look: Look, href: str = "") -> etree._Element:
    """An element at the end of `target` whose words have a look, and lead to `href`."""
    if href:
        target = etree.SubElement(target, "a", href=href)
    for tag in _TAGS:
        if tag in look:
            target = etree.SubElement(target, tag)
    if "small-caps" in look:
        target = etree.SubElement(target, "span", style="font-variant: small-caps")
    return target


def append(target: etree._Element, text: str | None) -> None:
    """Put text at the end of an element, after all that is in it."""
    if not text:
        return
    if len(target):
        target[-1].tail = (target[-1].tail or "") + text
    else:
        target.text = (target.text or "") + text


def is_empty(element: etree._Element) -> bool:
    """Whether there is neither a word nor a picture in an element."""
    return not any(text.strip() for text in element.itertext()) and not any(
        True for _ in element.iter("img")
    )
