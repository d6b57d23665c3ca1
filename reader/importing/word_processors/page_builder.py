"""The page of HTML that a word processor's text becomes: its paragraphs, and the words in them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from lxml import etree

from reader.importing.word_processors.formatting import (
    PLAIN,
    Formatting,
    append,
    child,
    dress,
    is_empty,
    last_of,
    parent_of,
)

_TAGS = {"title": "h1", "h2": "h2", "h3": "h3", "h4": "h4", "h5": "h5", "h6": "h6"}


def is_heading(kind: str) -> bool:
    """Whether a paragraph of a kind is a heading, the title of it all among them."""
    return kind in _TAGS


class PageBuilder:
    """Takes paragraphs, each begun and ended, and the words between; `tree` is what is written.

    Nothing is a heading where it is `in_columns`, those of a table.
    """

    def __init__(self) -> None:
        self.tree = etree.Element("html")
        self.in_columns = False
        self.base = etree.SubElement(self.tree, "body")
        self._paragraph: etree._Element | None = None
        self._phrases: list[etree._Element] = []
        self._anchors: list[str] = []
        self._said: list[str] = []
        self._worn: tuple[Formatting, str] = PLAIN, ""

    # Blocks

    @contextmanager
    def inside(
        self, tag: str, beside: etree._Element | None = None, **attributes: str
    ) -> Iterator[etree._Element]:
        """Write into a new element at the end of another one, or of `base`; it is `base` then."""
        self._write()
        kept = self.base, self._paragraph, self._phrases
        self.base = child(self.base if beside is None else beside, tag, attributes)
        self._paragraph, self._phrases = None, []
        yield self.base
        self._write()
        self.base, self._paragraph, self._phrases = kept

    def begin(
        self, kind: str, aligned: str | None = "", parent: etree._Element | None = None
    ) -> etree._Element:
        """Begin a paragraph: `title`, `h2` to `h6`, `quote` or any other; `aligned` is `center`
        or `right`. It stands at the end of `parent`, or else of `base`."""
        self._write()
        parent = self.base if parent is None else parent
        if is_heading(kind) and not self.in_columns:
            self._paragraph = etree.SubElement(parent, _TAGS[kind])
        else:
            parent = _quotation(parent) if kind == "quote" else parent
            bare = parent.tag == "li" and last_of(parent) is None and not parent.text
            alone = bare and not aligned
            self._paragraph = parent if alone else etree.SubElement(parent, "p")
            if aligned:
                self._paragraph.set("style", f"text-align: {aligned}")
        self._phrases = []
        anchors, self._anchors = self._anchors, []
        for name in anchors:
            self.anchor(name)
        return self._paragraph

    def join(self, earlier: etree._Element, here: etree._Element) -> etree._Element:
        """Make one of an earlier paragraph and the one that was just begun; gives it."""
        if here.getprevious() is earlier and "li" not in (here.tag, earlier.tag):
            earlier.tag = here.tag
            earlier.attrib.clear()
            earlier.attrib.update(here.attrib)
            self.drop(here)
            self._paragraph = earlier
            return earlier
        append(here, earlier.text)
        here.extend(list(earlier))
        self.drop(earlier)
        return here

    def end(self) -> etree._Element | None:
        """End the paragraph that is being written, and give it."""
        self._write()
        paragraph, self._paragraph, self._phrases = self._paragraph, None, []
        return paragraph

    def drop(self, paragraph: etree._Element) -> None:
        """Take a paragraph away, with the item or the quotation that it alone was."""
        parent = parent_of(paragraph)
        parent.remove(paragraph)
        if parent.tag in ("li", "blockquote") and last_of(parent) is None:
            parent_of(parent).remove(parent)

    # Phrases

    @property
    def is_open(self) -> bool:
        """Whether a paragraph is being written."""
        return self._paragraph is not None

    def say(self, text: str, formatting: Formatting, href: str = "") -> None:
        """Write words as they look, and with what they lead to."""
        if self._worn != (formatting, href):
            self._write()
            self._worn = formatting, href
        self._said.append(text.upper() if "capitals" in formatting else text)

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
            style = self._paragraph.get("style")
            attributes = {"style": style} if style else {}
            self._paragraph = child(parent_of(self._paragraph), "p", attributes)

    def anchor(self, name: str) -> None:
        """Name the place here, or that of the next paragraph, for links that lead to it."""
        if self._paragraph is None:
            self._anchors.append(name)
        else:
            etree.SubElement(self._here(), "a", id=name)

    @contextmanager
    def phrase(self, tag: str, **attributes: str) -> Iterator[etree._Element]:
        """Write into a new element among the words."""
        made = child(self._here(), tag, attributes)
        self._phrases.append(made)
        yield made
        self._write()
        if made in self._phrases:
            del self._phrases[self._phrases.index(made) :]

    def note(self, number: int, mark: str) -> None:
        """Set the mark that leads to the note of a number, which stands in an element of its own:
        see `note_named`."""
        with self.phrase("sup"), self.phrase("a", href=f"#{note_named(number)}") as link:
            link.text = mark.strip() or str(number)

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
            self._paragraph = etree.SubElement(self.base, "p")
        return self._paragraph

    def _write(self) -> None:
        """Write words of the same formatting together, however many runs they came in."""
        text, self._said = "".join(self._said), []
        if text:
            append(dress(self._open(), *self._worn), text)


def note_named(number: int) -> str:
    """The id of the element that holds the note of a number."""
    return f"note-{number}"


def _quotation(parent: etree._Element) -> etree._Element:
    """The quotation that goes on at the end of an element, or a new one."""
    last = last_of(parent)
    if last is not None and last.tag == "blockquote":
        return last
    return etree.SubElement(parent, "blockquote")
