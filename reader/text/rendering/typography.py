"""What a printer would set for what was typed: quotation marks, dashes, an ellipsis.

Python-Markdown's own extension looks at each piece of text between two tags alone, and so sets
`"Is it *you?*"` with two opening marks. A story is full of those: here a paragraph is one text.
"""

from __future__ import annotations

import xml.etree.ElementTree as etree

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

from reader.text.rendering.punctuation import TYPED, set_paragraph
from reader.text.rendering.quotation_marks import QuotationMarks

_BETWEEN = "\x02|\x03"
_INLINE = set(
    "a abbr b bdi bdo br cite code del dfn em i img ins kbd mark q ruby rp rt s samp small span"
    " strike strong sub sup time tt u var".split()
)
_AS_TYPED = {"code", "kbd", "pre", "samp", "tt"}


class Typography(Treeprocessor):
    """Sets straight quotes, `--`, `---` and `...` as a printer would, paragraph by paragraph."""

    def __init__(self, md: Markdown, marks: QuotationMarks) -> None:
        super().__init__(md)
        self._marks = marks
        self._pieces: list[tuple[etree.Element | None, str]] = []
        self._texts: list[str] = []

    def run(self, root: etree.Element) -> None:
        self._walk(root)
        self._set()

    def _walk(self, element: etree.Element) -> None:
        """Gather the texts of an element; a block's are set when it ends."""
        block = element.tag not in _INLINE
        if block:
            self._set()
        if element.tag in _AS_TYPED:
            self._add(None, "", "x")
        elif element.tag == "br":
            self._add(None, "", "\n")
        elif element.get("class") != "footnote-ref":
            self._add(element, "text", element.text)
            for child in element:
                self._walk(child)
                self._add(child, "tail", child.tail)
        if block:
            self._set()

    def _add(self, element: etree.Element | None, place: str, text: str | None) -> None:
        if text:
            self._pieces.append((element, place))
            self._texts.append(text)

    def _set(self) -> None:
        """Set the texts gathered so far, which are one paragraph."""
        text = _BETWEEN.join(self._texts)
        if TYPED.search(text):
            pieces = set_paragraph(text, self._marks).split(_BETWEEN)
            for (element, place), piece in zip(self._pieces, pieces, strict=True):
                if element is not None:
                    setattr(element, place, piece)
        self._pieces, self._texts = [], []
