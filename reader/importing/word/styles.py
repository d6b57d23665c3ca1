"""What the styles of a Word document make of words: each goes on from the one it is based on.

ECMA-376, part 1, 17.7: the defaults of the document, the paragraph's style, the words' style, and
what stands at the words themselves, in this order.
"""

from __future__ import annotations

from lxml import etree

from reader.importing.word.parts import W
from reader.importing.word.properties import is_yes, value
from reader.importing.word.style import Style, change, inherited, style_in
from reader.importing.word_processors.formatting import Change, Formatting

_MOST_PARENTS = 20
_TURNS = frozenset(["strong", "em", "s", "small-caps", "capitals", "hidden"])
"""What a style for words turns off again where the paragraph's style has it already (17.7.3)."""


class Styles:
    """The styles of a document by their ids, each with what it has from those it is based on."""

    def __init__(self, root: etree._Element | None) -> None:
        self._said: dict[str, Style] = {}
        self._whole: dict[str, Style] = {"": Style()}
        self._usual = ""
        self._default = Change()
        for element in () if root is None else root.iter(f"{W}style", f"{W}rPrDefault"):
            if element.tag == f"{W}rPrDefault":
                self._default = change(element.find(f"{W}rPr"))
                continue
            key = element.get(f"{W}styleId") or ""
            self._said[key] = style_in(element)
            if element.get(f"{W}type") == "paragraph" and is_yes(element, "default"):
                self._usual = key

    def paragraph(self, props: etree._Element | None) -> Style:
        """What a paragraph of some properties is: its style, and what stands at it."""
        key = value(props, "pStyle")
        named = self._find(key if key in self._said else self._usual)
        if props is None:
            return named
        here = style_in(props)
        return inherited(here, named)

    def formatting(self, style: Style, props: etree._Element | None) -> Formatting:
        """How words of some properties look in a paragraph of a style."""
        below, above, usual = style.change, self._find(value(props, "rStyle")).change, self._default
        if style.kind not in ("", "body"):  # our page itself sets headings and quotations apart
            below, usual = below.only_hiding(), usual.only_hiding()
        twice = below.on & above.on & _TURNS
        both = usual.then(below).then(above)
        here = change(props)
        return (both.on - twice - here.off) | here.on

    def _find(self, key: str) -> Style:
        """A style with all that it inherits."""
        line: list[str] = []
        while key not in self._whole and key in self._said and len(line) < _MOST_PARENTS:
            line.append(key)
            key = self._said[key].parent
        made = self._whole.get(key) or Style()
        for name in reversed(line):
            made = self._whole[name] = inherited(self._said[name], made)
        return made
