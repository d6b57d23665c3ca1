"""The page of HTML that a Word document becomes: where its next paragraph and its words go.

Word has a flat row of paragraphs, each of which says that it is in a list or quoted.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from lxml import etree
from lxml.builder import E

from reader.importing.looks import PLAIN, Look, append, dress, is_empty
from reader.importing.word.numbering import Item
from reader.importing.word.styles import Style


@dataclass
class _List:
    element: etree._Element
    item: Item


class Page:
    """Takes paragraphs, each begun and ended, and the words between; `tree` is what is written.

    Where it is `in_columns`, in a table that has some, nothing is a heading.
    """

    def __init__(self) -> None:
        self.tree = E.html(E.body())
        self._base = self.tree[0]
        self._lists: list[_List] = []
        self._paragraph: etree._Element | None = None
        self._phrases: list[etree._Element] = []
        self._said: list[str] = []
        self._worn: tuple[Look, str] = PLAIN, ""
        self._anchors: list[str] = []
        self.in_columns = False

    # Blocks

    @contextmanager
    def inside(self, tag: str, beside: etree._Element | None = None, **attributes: str) -> Iterator:
        """Write into a new element at the end of another one, or of what is being written."""
        self._write()
        parent = self._base if beside is None else beside
        kept = self._base, self._lists, self._paragraph, self._phrases
        self._base = etree.SubElement(parent, tag, **attributes)
        self._lists, self._paragraph, self._phrases = [], None, []
        yield self._base
        self._write()
        self._base, self._lists, self._paragraph, self._phrases = kept

    def close_lists(self) -> None:
        """Let what comes next stand in no list."""
        self._lists = []

    def begin(self, style: Style, item: Item | None) -> etree._Element:
        """Begin a paragraph."""
        self._write()
        if style.is_heading and not self.in_columns:
            self.close_lists()
            tag = "h1" if style.kind == "title" else style.kind
            self._paragraph = etree.SubElement(self._base, tag)
        else:
            parent = self._parent(style, item)
            plain = parent.tag == "li" and not style.aligned
            self._paragraph = parent if plain else etree.SubElement(parent, "p")
            if style.aligned:
                self._paragraph.set("style", f"text-align: {style.aligned}")
        self._phrases = []
        anchors, self._anchors = self._anchors, []
        for name in anchors:
            self.anchor(name)
        return self._paragraph

    def join(self, earlier: etree._Element) -> None:
        """Put what is in an earlier paragraph before the words of this one."""
        append(self._paragraph, earlier.text)
        self._paragraph.extend(list(earlier))
        self.drop(earlier)

    def end(self) -> etree._Element | None:
        """End the paragraph that is being written, and give it."""
        self._write()
        paragraph, self._paragraph, self._phrases = self._paragraph, None, []
        return paragraph

    def drop(self, paragraph: etree._Element) -> None:
        """Take a paragraph away, with the item or the quotation that it alone was."""
        parent = paragraph.getparent()
        parent.remove(paragraph)
        if parent.tag in ("li", "blockquote") and not len(parent):
            parent.getparent().remove(parent)

    def _parent(self, style: Style, item: Item | None) -> etree._Element:
        if item is not None:
            return self._place(item)
        self.close_lists()
        if style.kind != "quote":
            return self._base
        last = self._base[-1] if len(self._base) else None
        if last is not None and last.tag == "blockquote":
            return last
        return etree.SubElement(self._base, "blockquote")

    def _place(self, item: Item) -> etree._Element:
        """A new item at its depth among the lists that are open."""
        while self._lists and self._ends(self._lists[-1].item, item):
            self._lists.pop()
        if not self._lists or self._lists[-1].item.depth < item.depth:
            above = _last_item(self._lists[-1].element) if self._lists else self._base
            made = etree.SubElement(above, "ul" if item.level.form == "bullet" else "ol")
            if made.tag == "ol" and item.number != 1:
                made.set("start", str(item.number))
            self._lists.append(_List(made, item))
        self._lists[-1].item = item
        return etree.SubElement(self._lists[-1].element, "li")

    @staticmethod
    def _ends(last: Item, item: Item) -> bool:
        """Whether a list whose last item was `last` is over where `item` comes."""
        if last.depth != item.depth:
            return last.depth > item.depth
        if item.level.form == "bullet" or last.level.form == "bullet":
            return item.level.form != last.level.form
        return last.list != item.list or item.number != last.number + 1

    # Phrases

    def say(self, text: str, look: Look, href: str = "") -> None:
        """Write words as they look, and with what they lead to."""
        if self._worn != (look, href):
            self._write()
            self._worn = look, href
        self._said.append(text.upper() if "capitals" in look else text)

    def line(self) -> None:
        """End a line."""
        etree.SubElement(self._here(), "br")

    def part(self) -> None:
        """End a page or a column: what comes after it in the same paragraph is another one."""
        here = self._here()
        if self._paragraph is None or is_empty(self._paragraph):
            append(here, " ")
        elif self._phrases or self._paragraph.tag != "p":
            etree.SubElement(here, "br")
        else:
            parent = self._paragraph.getparent()
            self._paragraph = etree.SubElement(parent, "p", **self._paragraph.attrib)

    def anchor(self, name: str) -> None:
        """Name the place here, or that of the next paragraph, for links that lead to it."""
        if self._paragraph is None:
            self._anchors.append(name)
        else:
            etree.SubElement(self._here(), "a", id=name)

    @contextmanager
    def phrase(self, tag: str, **attributes: str) -> Iterator:
        """Write into a new element among the words."""
        made = etree.SubElement(self._here(), tag, **attributes)
        self._phrases.append(made)
        yield made
        self._write()
        if made in self._phrases:
            del self._phrases[self._phrases.index(made) :]

    def picture(self, source: str, alt: str) -> None:
        """Put a picture among the words."""
        etree.SubElement(self._here(), "img", src=source, alt=alt)

    def _here(self) -> etree._Element:
        """The element to which comes what is written next."""
        self._write()
        return self._open()

    def _open(self) -> etree._Element:
        if self._phrases:
            return self._phrases[-1]
        if self._paragraph is None:
            self._paragraph = etree.SubElement(self._base, "p")
        return self._paragraph

    def _write(self) -> None:
        """Write the words of one look together, however many runs they came in."""
        text, self._said = "".join(self._said), []
        if text:
            append(dress(self._open(), *self._worn), text)


def _last_item(element: etree._Element) -> etree._Element:
    """The last item of a list; one that was hidden is no more."""
    return element[-1] if len(element) else etree.SubElement(element, "li")
