"""Stylesheets: what they say of a page's elements is written where `style` says it of one.

So whoever reads the page needs to look in one place, and what a browser would show, set or hide
by classes is known. https://www.w3.org/TR/css-cascade-4/
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

import cssselect2
import tinycss2
from lxml.html import HtmlElement

from reader.importing.html.declarations import declarations_in, parse_style, style_attribute
from reader.importing.refusals import TOO_DEEP
from reader.text.manuscripts.manuscript import ManuscriptError

LONGEST = 400_000
"""Characters of all the stylesheets of a page that are read."""
DEEPEST = 1000
"""Elements inside of each other in which selectors are looked for."""
_MOST_RULES = 20_000
_MOST_ALIKE = 200
"""Selectors that end in the same id, class or element: each such element is held against all."""
_MEDIA = re.compile(r"\s*(?:only\s+)?(?:all|screen)?\s*", re.IGNORECASE)
_LONGEST_SELECTOR = 30
"""Elements that a selector names, one inside of the other."""
_COSTLY = re.compile(r"~(?!=)|:has|-of-type|:nth-last|:last", re.IGNORECASE)
"""Selectors for which all neighbours must be looked at."""


class Stylesheets:
    """The rules of some CSS, in their order."""

    def __init__(self, sources: Iterable[str]) -> None:
        self._matcher = cssselect2.Matcher()
        self._rules = 0
        self._alike: Counter[str] = Counter()
        room = LONGEST
        for css in sources:
            self._add(tinycss2.parse_stylesheet(css[:room], True, True))
            room = max(room - len(css), 0)

    def dress(self, tree: HtmlElement) -> None:
        """Write into the `style` of each element of a page what the rules say of it.

        Raises ManuscriptError for a page whose elements are inside of each other without end.
        """
        if not self._rules:
            return
        root = cssselect2.ElementWrapper.from_html_root(tree)
        for element in _elements(root):
            found = self._matcher.match(element)
            if found:
                _write(element.etree_element, found)

    def _add(self, nodes: Iterable[Any]) -> None:
        for node in nodes:
            if self._rules >= _MOST_RULES:
                return
            if node.type == "qualified-rule":
                self._add_rule(node)
            elif node.type == "at-rule" and _holds_for_screens(node):
                self._add(tinycss2.parse_blocks_contents(node.content, True, True))

    def _add_rule(self, rule: Any) -> None:
        said = declarations_in(tinycss2.parse_blocks_contents(rule.content))
        if not any(said) or _is_costly(tinycss2.serialize(rule.prelude)):
            return
        try:
            selectors = cssselect2.compile_selector_list(rule.prelude)
        except cssselect2.SelectorError:
            return
        self._rules += 1
        for selector in selectors:
            key = selector.id or selector.class_name or selector.local_name or "*"
            if selector.pseudo_element is None and self._alike[key] < _MOST_ALIKE:
                self._alike[key] += 1
                self._matcher.add_selector(selector, said)


def sheets_in(tree: HtmlElement) -> list[str]:
    """The stylesheets that stand in a page itself."""
    sheets: list[str] = []
    for style in tree.iter("style"):
        if _MEDIA.fullmatch(style.get("media") or ""):
            sheets.append(style.text or "")
    return sheets


def _holds_for_screens(rule: Any) -> bool:
    """Whether a rule holds others, for any screen."""
    if rule.lower_at_keyword != "media" or not rule.content:
        return False
    return _MEDIA.fullmatch(tinycss2.serialize(rule.prelude)) is not None


def _is_costly(selectors: str) -> bool:
    if _COSTLY.search(selectors):
        return True
    lengths = [len(selector.replace(">", " ").split()) for selector in selectors.split(",")]
    return max(lengths) > _LONGEST_SELECTOR


def _elements(root: cssselect2.ElementWrapper) -> Iterator[cssselect2.ElementWrapper]:
    stack: list[Iterator[cssselect2.ElementWrapper]] = [iter([root])]
    while stack:
        element = next(stack[-1], None)
        if element is None:
            stack.pop()
            continue
        yield element
        if len(stack) > DEEPEST:
            raise ManuscriptError(TOO_DEEP)
        stack.append(element.iter_children())


def _write(element: HtmlElement, found: list[tuple]) -> None:
    """The cascade: rules by weight and order, the element's own style, then what is important."""
    own, own_important = parse_style(element.get("style") or "")
    style: dict[str, str] = {}
    important: dict[str, str] = {}
    for _specificity, _order, _pseudo, (usual, urgent) in found:
        style |= usual
        important |= urgent
    element.set("style", style_attribute(style | own | important | own_important))
