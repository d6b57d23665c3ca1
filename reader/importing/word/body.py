"""The text of a Word document, element by element.

An element that nothing is known of is what is in it: whatever Word wraps words in, they are read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from lxml import etree

from reader.importing.html.prose import DEEPEST
from reader.importing.refusals import TOO_DEEP
from reader.importing.word.fields import Field
from reader.importing.word.numbering import Numbering
from reader.importing.word.page_builder import WordPageBuilder
from reader.importing.word.parts import Parts, W
from reader.importing.word.style import Style
from reader.importing.word.styles import Styles
from reader.importing.word_processors.formatting import HIDDEN, PLAIN
from reader.importing.word_processors.page_builder import note_named
from reader.importing.word_processors.tables import TableText
from reader.text.manuscripts.manuscript import ManuscriptError

_LEFT_OUT = frozenset(
    "del moveFrom delText delInstrText tblGrid footnoteRef endnoteRef annotationRef rt".split()
)
_GAPS = frozenset(("p", "sdt", "tbl", "tr", "tc"))
"""What no word goes across."""

ReadElement = Callable[["Body", etree._Element, int], None]
"""Reads an element to a body; the number is how many elements are around it."""


class Body(TableText):
    """Reads a document to `page`: what is hidden in it goes to `left_out`, and `unread` counts
    what can't be read, by what it is.

    `readers` are what reads the elements, by their names.
    `part` is the name of the part that is being read; `style`, `formatting`, `font` and `href` are
    those of the words that come next; `fields` are those that have begun and not ended.
    """

    page: WordPageBuilder

    def __init__(self, parts: Parts, readers: Mapping[str, ReadElement]) -> None:
        super().__init__()
        self.page = WordPageBuilder()
        self.unread: dict[str, int] = {}
        self.parts = parts
        self._readers = readers
        self.part = parts.main
        self.styles = Styles(parts.related("styles")[1])
        self.numbering = Numbering(parts.related("numbering")[1])
        self.style, self.formatting, self.font, self.href = Style(), PLAIN, "", ""
        self.fields: list[Field] = []
        self.notes: dict[tuple[str, str], int] = {}
        self.boxes: list[tuple[str, etree._Element]] = []
        self.unfinished: etree._Element | None = None

    def read(self) -> Body:
        """Read the whole of the document."""
        self.inside(self.parts.document, 0)
        self._read_notes()
        self._tell_hidden(HIDDEN)
        return self

    def inside(self, source: etree._Element, depth: int) -> None:
        """Read what is in an element. Raises ManuscriptError for elements without end."""
        if depth > DEEPEST:
            raise ManuscriptError(TOO_DEEP)
        for child in source:
            if isinstance(child.tag, str):
                self._element(child, depth + 1)

    def _element(self, source: etree._Element, depth: int) -> None:
        name = source.tag.rpartition("}")[2]
        if name in _LEFT_OUT or name.endswith("Pr"):
            return
        read = self._readers.get(name)
        if self._hiding and name in _GAPS:
            self._hidden.append(" ")
            self.inside(source, depth)
        elif read:
            read(self, source, depth)
        else:
            self.inside(source, depth)

    def apart(self, part: str, source: etree._Element) -> None:
        """Read what stands apart from the text that leads to it, in a part of the package."""
        kept = self.part, self.formatting, self.href, self.fields, self.row
        self.part, self.formatting, self.href, self.fields, self.row = part, PLAIN, "", [], None
        self.inside(source, 0)
        self.part, self.formatting, self.href, self.fields, self.row = kept
        self.unfinished = None

    def say(self, text: str) -> None:
        """Write words, if they are shown."""
        if self.hides:
            self._hidden.append(text)
        elif self.shows:
            formatting = self.formatting - {"u"} if self.link else self.formatting
            self.page.say(text, formatting, self.link)

    @property
    def link(self) -> str:
        """What words lead to that stand here."""
        return self.href or next((f.href for f in reversed(self.fields) if f.href), "")

    @property
    def shows(self) -> bool:
        """Whether what stands here is seen: neither hidden nor a field's instruction."""
        return not self.hides and all(field.shown for field in self.fields)

    @property
    def hides(self) -> bool:
        """Whether words that stand here are hidden."""
        return bool(self._hiding) or "hidden" in self.formatting

    def _read_notes(self) -> None:
        """Read the notes that marks lead to, also those to which only marks in notes do."""
        found: dict[tuple[str, str], tuple[str, etree._Element]] = {}
        for kind in ("footnotes", "endnotes"):
            part, root = self.parts.related(kind)
            for note in () if root is None else root:
                if isinstance(note.tag, str):
                    found[kind, note.get(f"{W}id") or ""] = part, note
        read = 0
        with self.page.inside("aside", self.page.tree):
            while read < len(self.notes):
                for key in list(self.notes)[read:]:
                    read += 1
                    if key in found:
                        with self.page.inside("div", id=note_named(read)):
                            self.apart(*found[key])
