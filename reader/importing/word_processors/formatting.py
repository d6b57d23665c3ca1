"""How words look, whichever word processor set them, as elements of HTML."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from lxml import etree

Formatting = frozenset[str]
"""Among `strong`, `em`, `s`, `u`, `sup`, `sub`, `small-caps`, `capitals` and `hidden`."""
PLAIN: Formatting = frozenset()
HIDDEN = "Hidden text was left out"
_QUOTATION = re.compile(r"(?:intense )?quot(?:e|ations?)|block ?(?:text|quot(?:e|ations?))")
_TAGS = ("strong", "em", "s", "u", "sup", "sub")


class Change(NamedTuple):
    """What a style adds to the formatting of words, and what it takes away."""

    on: Formatting = PLAIN
    off: Formatting = PLAIN

    def then(self, after: Change) -> Change:
        """This change and the one after it, as one."""
        on, off = (self.on - after.off) | after.on, (self.off - after.on) | after.off
        return Change(on, off)

    def only_hiding(self) -> Change:
        """What is left of it where our page itself sets apart, as it does headings."""
        hidden = frozenset({"hidden"})
        return Change(self.on & hidden, self.off & hidden)


def is_quotation(name: str) -> bool:
    """Whether paragraphs of a style are quotations, by its English name, which stays the same in
    a word processor of another language."""
    return bool(_QUOTATION.fullmatch(" ".join(name.lower().split())))


def dress(target: etree._Element, formatting: Formatting, href: str = "") -> etree._Element:
    """An element at the end of `target` whose words are formatted, and lead to `href`."""
    if href:
        target = etree.SubElement(target, "a", href=href)
    for tag in _TAGS:
        if tag in formatting:
            target = etree.SubElement(target, tag)
    if "small-caps" in formatting:
        target = etree.SubElement(target, "span", style="font-variant: small-caps")
    return target


def child(parent: etree._Element, tag: str, attributes: Mapping[str, str]) -> etree._Element:
    """A new element at the end of another one."""
    made = etree.SubElement(parent, tag)
    for name, value in attributes.items():
        made.set(name, value)
    return made


def parent_of(element: etree._Element) -> etree._Element:
    """The element in which another one stands. Raises ValueError for one that stands in none."""
    parent = element.getparent()
    if parent is None:
        raise ValueError("an element that stands in none")
    return parent


def append(target: etree._Element, text: str | None) -> None:
    """Put text at the end of an element, after all that is in it."""
    if not text:
        return
    last = last_of(target)
    if last is not None:
        last.tail = (last.tail or "") + text
    else:
        target.text = (target.text or "") + text


def last_of(element: etree._Element) -> etree._Element | None:
    """The last child of an element; finding it takes no longer where there are many."""
    return next(element.iterchildren(reversed=True), None)


def is_empty(element: etree._Element) -> bool:
    """Whether there is neither a word nor a picture in an element."""
    if next(element.iter("img"), None) is not None:
        return False
    return not any(text.strip() for text in element.itertext())
