"""Footnotes that add no text of their own to the words around them."""

from __future__ import annotations

import xml.etree.ElementTree as etree

from markdown.extensions.footnotes import NBSP_PLACEHOLDER, FootnoteExtension
from markdown.treeprocessors import Treeprocessor


class Footnotes(FootnoteExtension):
    """Footnotes, of which the thousandth mark of one takes no longer than the first."""

    def unique_ref(self, reference: str, found: bool = False) -> str:
        """The name of the next mark that leads to a footnote: `fnref-1`, `fnref2-1`, …"""
        if not found:
            return reference
        number = self.found_refs[reference] = self.found_refs.get(reference, 0) + 1
        return reference if number == 1 else reference.replace("fnref", f"fnref{number}", 1)


class QuietFootnotes(Treeprocessor):
    """Footnote marks carry their number beside the text, not in it.

    A reader who marks a sentence with a footnote in it quotes the sentence alone.
    """

    def run(self, root: etree.Element) -> None:
        for element in root.iter():
            names = element.get("class", "")
            if names == "footnote-ref":
                self._quiet(element, f"Footnote {element.text}")
            elif names == "footnote-backref":
                element.set("class", "footnote-back")
                self._quiet(element, "Back to the text")
            elif names == "footnote":
                element.set("class", "footnotes")
                for rule in element.findall("hr"):
                    element.remove(rule)
                self._drop_spaces_before_links(element)
        self._name_marks(root)

    def _quiet(self, link: etree.Element, label: str) -> None:
        if link.text and link.text.isdigit():
            link.set("data-number", link.text)
        link.text = ""
        link.set("aria-label", label)
        link.attrib.pop("title", None)

    def _drop_spaces_before_links(self, footnotes: etree.Element) -> None:
        for paragraph in footnotes.iter("p"):
            if paragraph.text == NBSP_PLACEHOLDER:
                paragraph.text = ""
            before = paragraph[-2] if len(paragraph) > 1 else None
            if before is not None:
                before.tail = (before.tail or "").removesuffix(NBSP_PLACEHOLDER)
            else:
                paragraph.text = (paragraph.text or "").removesuffix(NBSP_PLACEHOLDER)

    def _name_marks(self, root: etree.Element) -> None:
        """Move the id of the mark from its `<sup>` to its link, the only place we allow one."""
        for sup in root.iter("sup"):
            mark = sup.get("id", "")
            if mark.startswith("fnref-") and len(sup):
                del sup.attrib["id"]
                sup[0].set("id", mark)
