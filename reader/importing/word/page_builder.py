"""The page that a Word document becomes, with lists made of Word's flat row of paragraphs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from lxml import etree

from reader.importing.word.numbering import Item
from reader.importing.word_processors.formatting import last_of
from reader.importing.word_processors.page_builder import PageBuilder


@dataclass
class _List:
    element: etree._Element
    item: Item


class WordPageBuilder(PageBuilder):
    """A page whose paragraphs say by themselves which list they are in, and how deep."""

    def __init__(self) -> None:
        super().__init__()
        self._lists: list[_List] = []

    @contextmanager
    def inside(
        self, tag: str, beside: etree._Element | None = None, **attributes: str
    ) -> Iterator[etree._Element]:
        """As a page has it. A list ends neither in it nor goes on there."""
        kept, self._lists = self._lists, []
        with super().inside(tag, beside, **attributes) as made:
            yield made
        self._lists = kept

    def close_lists(self) -> None:
        """Let what comes next stand in no list."""
        self._lists = []

    def place(self, item: Item | None) -> etree._Element | None:
        """Where the next paragraph stands: a new item among the lists that are open, or None for
        one that ends them."""
        if item is None:
            self.close_lists()
            return None
        while self._lists and _ends(self._lists[-1].item, item):
            self._lists.pop()
        if not self._lists or self._lists[-1].item.depth < item.depth:
            above = _last_item(self._lists[-1].element) if self._lists else self.base
            made = etree.SubElement(above, "ul" if item.level.form == "bullet" else "ol")
            if made.tag == "ol" and item.number != 1:
                made.set("start", str(item.number))
            self._lists.append(_List(made, item))
        self._lists[-1].item = item
        return etree.SubElement(self._lists[-1].element, "li")


def _ends(last: Item, item: Item) -> bool:
    """Whether a list whose last item was `last` is over where `item` comes."""
    if last.depth != item.depth:
        return last.depth > item.depth
    if item.level.form == "bullet" or last.level.form == "bullet":
        return item.level.form != last.level.form
    return last.list != item.list


def _last_item(element: etree._Element) -> etree._Element:
    """The last item of a list; one that was hidden is no more."""
    last = last_of(element)
    return etree.SubElement(element, "li") if last is None else last
