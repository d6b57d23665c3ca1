"""An HTML tree to paragraphs of Markdown: what is said in it, and what of its form we can show.

Every format that is HTML inside comes through here: web pages, archives' downloads, EPUB, and
the word processors' files once they are HTML.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping

from lxml.html import HtmlElement

from reader.importing.html.appearance import PLAIN, Appearance, appearance_of
from reader.importing.html.elements import BLOCKS, LEFT_OUT, anchor_name
from reader.importing.html.footnote_text import definition_of, labels_in
from reader.importing.html.footnotes import NoteAt
from reader.importing.html.lines import is_said, is_typed, paragraphs_of
from reader.importing.html.phrases import Phrases, PlaceAt
from reader.importing.html.visibility import hides
from reader.importing.markdown_syntax import indented
from reader.importing.refusals import TOO_DEEP
from reader.text.manuscripts.manuscript import ManuscriptError
from reader.text.manuscripts.paragraphs import Paragraph
from reader.text.rendering.scene_breaks import is_scene_break

DEEPEST = 200
"""Elements inside of each other. No text needs more; a hostile file has a million."""
_PICTURE = re.compile(r"!\[[^\]]*\]\(\S+\)")
_HOLDERS = ("div", "section", "article", "main", "body", "td")
_FEW = 12
"""Paragraphs that may all stand in the middle, or on the right, on purpose."""

ReadElement = Callable[["Prose", HtmlElement, int, Appearance], None]
"""Reads an element as it looks; the number is how many elements are around it."""


class Prose(Phrases):
    """Reads elements to paragraphs.

    `readers` are what reads the elements that are more than what is in them, by their names.
    `note_at` gives the element that a link to a footnote leads to, or None; `place_at` the name
    of the place inside of the file that a link leads to, or nothing. Of what was read, `headings`
    has level and words by the index of the paragraph, `anchors` the index of the
    paragraph before which an id stands.
    """

    def __init__(
        self,
        readers: Mapping[str, ReadElement],
        note_at: NoteAt | None = None,
        place_at: PlaceAt | None = None,
    ) -> None:
        super().__init__(note_at, place_at)
        self._readers = readers
        self.found: list[Paragraph] = []
        self.headings: dict[int, tuple[int, str]] = {}
        self.anchors: dict[str, int] = {}
        self._gap = 0

    def read(self, elements: Iterable[HtmlElement]) -> Prose:
        """Read some elements, one after the other."""
        for element in elements:
            self.read_block(element, 0, PLAIN)
            self.close()
        self._settle_places()
        return self

    def read_inside(self, element: HtmlElement) -> Prose:
        """Read what an element holds, and not what it is itself."""
        self.inside(element, 0, PLAIN)
        self.close()
        return self

    def _settle_places(self) -> None:
        """Where most lines stand is how a page is set, and says nothing of them."""
        placed = Counter(paragraph.place for paragraph in self.found)
        for place, number in placed.items():
            if place and number > _FEW and number > len(self.found) / 2:
                for paragraph in self.found:
                    if paragraph.place == place:
                        paragraph.place = ""

    def definitions(self) -> list[Paragraph]:
        """The footnotes that the paragraphs lead to, each as a paragraph of Markdown."""
        made: list[Paragraph] = []
        for href, label in list(self.notes.items()):
            first, *rest = self.lines_of_note(href, label) or ["…"]
            made.append(Paragraph([f"[^{label}]: {first}", *indented(rest)], 1))
        return made

    @property
    def first_heading(self) -> str:
        """The words of the heading that everything else follows, or nothing."""
        return self.headings.get(0, (0, ""))[1]

    @property
    def markdown(self) -> str:
        """What was read, and under it the footnotes."""
        return "\n\n".join(paragraph.source for paragraph in self.found + self.definitions())

    def lines_of_note(self, href: str, label: str) -> list[str]:
        """The lines of a footnote, in Markdown, without its own mark."""
        element = self._note_at(href)
        note = Prose(self._readers, place_at=self._place_at)
        found = [] if element is None else note.read([element]).found
        return definition_of(found, self._marks.get(label, ""))

    # Blocks

    def read_block(self, element: HtmlElement, depth: int, around: Appearance) -> None:
        """Read an element. Raises ManuscriptError for elements inside of each other without end."""
        if depth > DEEPEST:
            raise ManuscriptError(TOO_DEEP)
        tag = element.tag if isinstance(element.tag, str) else ""
        if not tag or tag in LEFT_OUT or hides(element):
            return
        name = anchor_name(element)
        if name:
            self.anchors.setdefault(name, len(self.found) + is_said(self.runs))
        look = appearance_of(element, around)
        read = self._readers.get(tag)
        if read:
            read(self, element, depth, look)
        elif tag in BLOCKS:
            self.read_paragraphs(element, depth, look)
        else:
            self.inside(element, depth, look)

    def close(self, counts: bool = False) -> None:
        """End the paragraph that was being read. An empty one `counts` as empty lines."""
        runs, self.runs = self.runs, []
        if not is_said(runs):
            self._gap += 2 * counts
            return
        for lines in paragraphs_of(runs):
            shows_words = not is_scene_break(lines[0]) and not _PICTURE.fullmatch(lines[0])
            self.add(lines, self._place if shows_words else "")

    def add(self, lines: list[str], place: str = "") -> None:
        """Add a paragraph with these lines, if there are any."""
        if lines:
            self.found.append(Paragraph(lines, self._gap + 1, place=place))
            self._gap = 0

    def paragraphs_in(self, element: HtmlElement, depth: int, look: Appearance) -> list[Paragraph]:
        """The paragraphs of what stands inside of something, with the same footnotes."""
        inside = self.beside()
        inside.inside(element, depth, look)
        inside.close()
        for name in inside.anchors:
            self.anchors.setdefault(name, len(self.found))
        return inside.found

    def beside(self) -> Prose:
        """What reads elements apart from these, with the same footnotes."""
        inside = Prose(self._readers, self._note_at, self._place_at)
        inside.notes, inside._marks = self.notes, self._marks
        return inside

    def read_paragraphs(self, element: HtmlElement, depth: int, look: Appearance) -> None:
        """Read an element that begins and ends paragraphs."""
        self.close()
        before = len(self.found)
        if not look.as_typed and element.tag in _HOLDERS and is_typed(element):
            look = look._replace(as_typed=True)
        self.inside(element, depth, look)
        self.close(element.tag in ("p", "div") and len(self.found) == before)

    def notes_marked_in(self, words: str) -> list[Paragraph]:
        """The footnotes whose marks stand among some words, as author's notes."""
        labels = labels_in(words)
        notes: list[Paragraph] = []
        for href, label in self.notes.items():
            if label in labels:
                notes.append(Paragraph(self.lines_of_note(href, label), 1, note="note"))
        return notes
