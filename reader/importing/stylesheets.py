"""What stylesheets say of words: which classes set them in italics or in bold.

Google Docs, Calibre and shops write emphasis so, and in no other way.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from lxml.html import HtmlElement

_LONGEST = 500_000
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_RULE = re.compile(r"([^{}]*)\{([^{}]*)\}")
_SELECTOR = re.compile(r"(?:^|,|\s)(?:span|i|em|b)?\.([\w-]+)\s*(?=,|$)")
_ITALIC = re.compile(r"(?<![\w-])font-style\s*:\s*(?:italic|oblique)")
_BOLD = re.compile(r"(?<![\w-])font-weight\s*:\s*(?:bold|[6-9]00)")


class Stylesheets:
    """The classes of some CSS by what they do; called with an element, the styles it wears."""

    def __init__(self, sources: Iterable[str]) -> None:
        self._italic: set[str] = set()
        self._bold: set[str] = set()
        for css in sources:
            for selectors, rules in _RULE.findall(_COMMENT.sub("", css[:_LONGEST])):
                names = _SELECTOR.findall(selectors.strip())
                if _ITALIC.search(rules):
                    self._italic.update(names)
                if _BOLD.search(rules):
                    self._bold.update(names)

    def __call__(self, element: HtmlElement) -> frozenset[str]:
        """The styles that an element's classes stand for. Only phrases are bold: paragraphs that
        are may be headings, which say so themselves."""
        names = (element.get("class") or "").split()
        styles = {"em"} if not self._italic.isdisjoint(names) else set()
        if element.tag == "span" and not self._bold.isdisjoint(names):
            styles.add("strong")
        return frozenset(styles)
