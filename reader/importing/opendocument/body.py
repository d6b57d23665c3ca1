"""The text of an OpenDocument file, element by element.

An element that nothing is known of is what is in it, the text among its elements as well.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping

from lxml import etree

from reader.importing.files.packages import Package
from reader.importing.files.xml import local_name
from reader.importing.html.prose import DEEPEST
from reader.importing.opendocument.names import SVG
from reader.importing.opendocument.numbering import Numbering
from reader.importing.opendocument.styles import Styles
from reader.importing.refusals import TOO_DEEP
from reader.importing.word_processors.formatting import Change
from reader.importing.word_processors.page_builder import PageBuilder, note_named
from reader.importing.word_processors.tables import TableText
from reader.text.manuscripts.manuscript import ManuscriptError

_LEFT_OUT = frozenset(
    "annotation annotation-end tracked-changes sequence-decls variable-decls user-field-decls "
    "forms event-listeners script".split()
)
_BLOCKS = frozenset(("p", "h", "list", "table", "section"))
_GAPS = _BLOCKS | {"s", "tab", "line-break"}
"""What no word goes across."""

ReadElement = Callable[["Body", etree._Element, int], None]
"""Reads an element to a body; the number is how many elements are around it."""


class Body(TableText):
    """Reads a text to `page`; what is hidden in it goes to `left_out`.

    `readers` are what reads the elements, by their names.
    `change` is what the styles around the words that come next make of them, `href` what they
    lead to; `lists` are the style and the depth of the list that is read.
    """

    def __init__(
        self, package: Package, content: etree._Element, readers: Mapping[str, ReadElement]
    ) -> None:
        super().__init__()
        self.page = PageBuilder()
        self.package = package
        self._readers = readers
        common = package.xml("styles.xml") if "styles.xml" in package.names else None
        self.styles = Styles(common, content)
        self.numbering = Numbering(common, content)
        self.change, self.href = Change(), ""
        self.lists: tuple[str, int] = "", 0
        self.items: dict[str, int] = {}
        self.notes: deque[etree._Element] = deque()
        self.marked = 0
        self.writing = False
        self.boxes: list[etree._Element] = []

    def read(self, text: etree._Element) -> Body:
        """Read the whole of a text."""
        self.inside(text, 0)
        read = 0
        with self.page.inside("aside", self.page.tree):
            while self.notes:
                read += 1
                with self.page.inside("div", id=note_named(read)):
                    self.apart(self.notes.popleft())
        return self

    def inside(self, source: etree._Element, depth: int) -> None:
        """Read what is in an element. Raises ManuscriptError for elements without end."""
        if depth > DEEPEST:
            raise ManuscriptError(TOO_DEEP)
        self.say(source.text)
        for child in source:
            if isinstance(child.tag, str):
                self.element(child, depth + 1)
            self.say(child.tail)

    def element(self, source: etree._Element, depth: int) -> None:
        """Read an element as its name has it."""
        name = local_name(source)
        if name in _LEFT_OUT or source.tag.startswith(SVG):
            return
        read = self._readers.get(name)
        if self._hiding:
            self._hidden.append(" " if name in _GAPS else "")
            self.inside(source, depth)
        elif name in _BLOCKS and self.writing:
            self._hang(source, depth)
        elif read:
            read(self, source, depth)
        else:
            self.inside(source, depth)

    def _hang(self, source: etree._Element, depth: int) -> None:
        """Keep for later what hangs on the paragraph that is written and has its own ones."""
        if self.hides:
            self.hide(source, depth)
        else:
            self.boxes.append(source)

    def apart(self, source: etree._Element) -> None:
        """Read what stands apart from the text that leads to it."""
        kept = self.change, self.href, self.lists, self.row
        self.change, self.href, self.lists, self.row = Change(), "", ("", 0), None
        self.inside(source, 0)
        self.page.end()
        self.change, self.href, self.lists, self.row = kept

    def say(self, text: str | None) -> None:
        """Write words, if they are shown."""
        if not text:
            return
        if self.hides:
            self._hidden.append(text)
        elif self.page.is_open or text.strip():
            formatting = self.change.on
            self.page.say(text, formatting - {"u"} if self.href else formatting, self.href)

    @property
    def hides(self) -> bool:
        """Whether words that stand here are hidden."""
        return bool(self._hiding) or "hidden" in self.change.on
