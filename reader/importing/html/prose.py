"""An HTML tree to paragraphs of Markdown: what is said in it, and what of its form we can show.

Every format that is HTML inside comes through here: web pages, archives' downloads, EPUB, and
the word processors' files once they are HTML.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable

from lxml import etree
from lxml.html import HtmlElement

from reader.importing.html import lists, tables
from reader.importing.html.appearance import Appearance, appearance_of
from reader.importing.html.elements import BLOCKS, HEADINGS, LEFT_OUT, anchor_name, holds, words_in
from reader.importing.html.footnote_text import definition_of, labels_in, words_without_marks
from reader.importing.html.footnotes import NoteAt
from reader.importing.html.lines import is_said, is_typed, lines_of, paragraphs_of
from reader.importing.html.markup import inner_html
from reader.importing.html.phrases import Phrases, PlaceAt
from reader.importing.html.runs import TextRun
from reader.importing.html.visibility import hides
from reader.importing.markdown_syntax import indented, lines_in, quoted
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
_PLAIN = Appearance()


class Prose(Phrases):
    """Reads elements to paragraphs.

    `note_at` gives the element that a link to a footnote leads to, or None; `place_at` the name
    of the place inside of the file that a link leads to, or nothing. Of what was read, `headings`
    has level and words by the index of the paragraph, `anchors` the index of the
    paragraph before which an id stands.
    """

    def __init__(self, note_at: NoteAt | None = None, place_at: PlaceAt | None = None) -> None:
        super().__init__(note_at, place_at)
        self.found: list[Paragraph] = []
        self.headings: dict[int, tuple[int, str]] = {}
        self.anchors: dict[str, int] = {}
        self._gap = 0

    def read(self, elements: Iterable[HtmlElement]) -> Prose:
        """Read some elements, one after the other."""
        for element in elements:
            self._block(element, 0, _PLAIN)
            self._close()
        self._settle_places()
        return self

    def read_inside(self, element: HtmlElement) -> Prose:
        """Read what an element holds, and not what it is itself."""
        self._inside(element, 0, _PLAIN)
        self._close()
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
            first, *rest = self._lines_of_note(href, label) or ["…"]
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

    def _lines_of_note(self, href: str, label: str) -> list[str]:
        element = self._note_at(href)
        found = [] if element is None else Prose(place_at=self._place_at).read([element]).found
        return definition_of(found, self._marks.get(label, ""))

    # Blocks

    def _block(self, element: HtmlElement, depth: int, around: Appearance) -> None:
        if depth > DEEPEST:
            raise ManuscriptError(TOO_DEEP)
        tag = element.tag if isinstance(element.tag, str) else ""
        if not tag or tag in LEFT_OUT or hides(element):
            return
        if name := anchor_name(element):
            self.anchors.setdefault(name, len(self.found) + is_said(self._runs))
        look = appearance_of(element, around)
        if read := _READERS.get(tag):
            read(self, element, depth, look)
        elif tag in BLOCKS:
            self._paragraphs(element, depth, look)
        else:
            self._inside(element, depth, look)

    def _close(self, counts: bool = False) -> None:
        """End the paragraph that was being read. An empty one `counts` as empty lines."""
        runs, self._runs = self._runs, []
        if not is_said(runs):
            self._gap += 2 * counts
            return
        for lines in paragraphs_of(runs):
            shows_words = not is_scene_break(lines[0]) and not _PICTURE.fullmatch(lines[0])
            self._add(lines, self._place if shows_words else "")

    def _add(self, lines: list[str], place: str = "") -> None:
        if lines:
            self.found.append(Paragraph(lines, self._gap + 1, place=place))
            self._gap = 0

    def _apart(self, element: HtmlElement, depth: int, look: Appearance) -> list[Paragraph]:
        """The paragraphs of what stands inside of something, with the same footnotes."""
        inside = self._beside()
        inside._inside(element, depth, look)
        inside._close()
        for name in inside.anchors:
            self.anchors.setdefault(name, len(self.found))
        return inside.found

    def _beside(self) -> Prose:
        inside = Prose(self._note_at, self._place_at)
        inside.notes, inside._marks = self.notes, self._marks
        return inside

    def _paragraphs(self, element: HtmlElement, depth: int, look: Appearance) -> None:
        self._close()
        before = len(self.found)
        if not look.as_typed and element.tag in _HOLDERS and is_typed(element):
            look = look._replace(as_typed=True)
        self._inside(element, depth, look)
        self._close(element.tag in ("p", "div") and len(self.found) == before)

    def _paragraph(self, element: HtmlElement, depth: int, look: Appearance) -> None:
        if _is_our_verse(element):
            self._verse(element, depth, look)
        else:
            self._paragraphs(element, depth, look)

    def _break(self, element: HtmlElement, depth: int, look: Appearance) -> None:
        self._runs.append(TextRun("\n"))

    def _rule(self, element: HtmlElement, depth: int, look: Appearance) -> None:
        self._close()
        mark = " ".join((element.get("data-mark") or "").split())
        self._add([mark if is_scene_break(mark) else "---"])

    def _heading(self, element: HtmlElement, depth: int, look: Appearance) -> None:
        self._close()
        level = int(next(element.iter(*HEADINGS)).tag[1])
        lines = _lines_of_heading(element)
        found: list[Paragraph] = []
        for line in lines:
            found += self._apart(line, depth, _PLAIN)
        words = " ".join(lines_in(found))
        if not words:
            return
        titles = [words_without_marks(line, self._leads_to_a_note) for line in lines]
        self.headings[len(self.found)] = (level, ": ".join(filter(None, titles)))
        self._add([f"{'#' * level} {words}"])
        self.found[-1].asides = self._notes_marked_in(words)

    def _notes_marked_in(self, words: str) -> list[Paragraph]:
        """The footnotes whose marks stand among some words, as author's notes."""
        labels = labels_in(words)
        notes: list[Paragraph] = []
        for href, label in self.notes.items():
            if label in labels:
                notes.append(Paragraph(self._lines_of_note(href, label), 1, note="note"))
        return notes

    def _group(self, element: HtmlElement, depth: int, look: Appearance) -> None:
        if holds(element, *HEADINGS):
            self._heading(element, depth, look)
        else:
            self._paragraphs(element, depth, look)

    def _quote(self, element: HtmlElement, depth: int, look: Appearance) -> None:
        self._close()
        lines: list[str] = []
        for paragraph in self._apart(element, depth, look):
            if lines:
                lines.append("")
            lines += paragraph.source.split("\n")
        self._add(quoted(lines))

    def _verse(self, element: HtmlElement, depth: int, look: Appearance) -> None:
        """A verse as our own files have it: an element for each line, its class the indent."""
        self._close()
        lines: list[str] = []
        for line in element.iterchildren("span"):
            inside = self._beside()
            inside._inside(line, depth, appearance_of(line, look))
            indent = re.fullmatch(r"indent-(\d)", line.get("class") or "")
            words = " ".join(lines_of(inside._runs))
            lines.append(f"| {'  ' * int(indent[1] if indent else 0)}{words}".rstrip())
        self._add(lines, look.place)

    def _switch(self, element: HtmlElement, depth: int, look: Appearance) -> None:
        """Of what a book says in several ways, for readers that know more or less, the one for all.

        https://idpf.org/epub/30/spec/epub30-contentdocs.html#sec-xhtml-content-switch
        """
        chosen = next(element.iterchildren("epub:default"), None)
        if chosen is None:
            chosen = next(element.iterchildren(tag=etree.Element), None)
        if chosen is not None:
            self._block(chosen, depth + 1, look)

    def _typed(self, element: HtmlElement, depth: int, look: Appearance) -> None:
        self._close()
        lines = element.text_content().expandtabs(4).strip("\n").split("\n")
        if any(lines):
            self._add(indented(lines))

    def _list(self, element: HtmlElement, depth: int, look: Appearance) -> None:
        self._close()
        for lines in lists.lines_of(element, lambda item: self._apart(item, depth, look)):
            self._add(lines)

    def _table(self, element: HtmlElement, depth: int, look: Appearance) -> None:
        """A table of words; one that only sets a page out is what is in it."""
        self._close()
        if not tables.is_for_words(element):
            self._inside(element, depth, look)
            self._close()
            return
        for caption in element.iterchildren("caption"):
            self._paragraphs(caption, depth, look)
        if tables.needs_html(element) and not self._has_marks(element):
            self._add(tables.as_html(element, lambda cell: inner_html(cell, look)))
        else:
            self._add(tables.as_markdown(element, lambda cell: self._apart(cell, depth, look)))


_READERS: dict[str, Callable[[Prose, HtmlElement, int, Appearance], None]] = {
    "br": Prose._break, "hr": Prose._rule, "img": Prose._picture, "hgroup": Prose._group,
    "blockquote": Prose._quote, "ul": Prose._list, "ol": Prose._list, "dl": Prose._list,
    "pre": Prose._typed, "table": Prose._table, "p": Prose._paragraph, "a": Prose._link,
    "epub:switch": Prose._switch, "q": Prose._enclosed, "ruby": Prose._ruby,
    "rt": Prose._reading, "rp": Prose._nothing,
} | dict.fromkeys(HEADINGS, Prose._heading)  # fmt: skip


def _lines_of_heading(element: HtmlElement) -> list[HtmlElement]:
    """The heading itself; of a group, each that has words: a number, and the title under it."""
    if element.tag != "hgroup":
        return [element]
    children = element.iterchildren(tag=etree.Element)
    return list(filter(words_in, children))


def _is_our_verse(element: HtmlElement) -> bool:
    """Whether a paragraph is verse as Gloss writes it, all of its words in elements for lines."""
    if "verse" not in (element.get("class") or "").split() or (element.text or "").strip():
        return False
    for child in element:
        if child.tag not in ("span", "br") or (child.tail or "").strip():
            return False
    return True
