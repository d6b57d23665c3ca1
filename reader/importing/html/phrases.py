"""The words of a paragraph as they are read: runs of them, with their styles, links, readings."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Callable

from lxml.html import HtmlElement

from reader.importing.chapters.links import link_to
from reader.importing.html.appearance import Appearance
from reader.importing.html.elements import words_in
from reader.importing.html.footnotes import NoteAt, leads_to_a_note
from reader.importing.html.runs import TextRun
from reader.importing.markdown_syntax import destination
from reader.text.rendering.escaping import escape
from reader.text.rendering.pictures import FOLDER

_SPACE = re.compile(r"[ \t\r\n\f]+")

PlaceAt = Callable[[str], str]
"""Gives the name of the place in a file that a link leads to, or nothing."""


class Phrases(ABC):
    """Reads elements to runs of words. Who reads the blocks too makes paragraphs of these."""

    def __init__(self, note_at: NoteAt | None = None, place_at: PlaceAt | None = None) -> None:
        self.notes: dict[str, str] = {}
        self._marks: dict[str, str] = {}
        self._note_at = note_at or (lambda href: None)
        self._place_at = place_at or (lambda href: "")
        self.runs: list[TextRun] = []
        self._place = ""

    @abstractmethod
    def read_block(self, element: HtmlElement, depth: int, around: Appearance) -> None:
        """Read an element by what it is; `depth` is how many elements are around it."""

    def inside(self, element: HtmlElement, depth: int, look: Appearance) -> None:
        """Read the words and the elements in an element."""
        self.say(element.text, look)
        for child in element:
            self.read_block(child, depth + 1, look)
            self.say(child.tail, look)

    def say(self, text: str | None, look: Appearance) -> None:
        """Take words as they look."""
        if not text:
            return
        if text.strip():
            self._place = look.place
        lines = text.split("\n") if look.as_typed else [text]
        for number, line in enumerate(lines):
            if number:
                self.runs.append(TextRun("\n"))
            self.runs.append(TextRun(_SPACE.sub(" ", line).replace("\0", ""), look.styles))

    def read_enclosed(self, element: HtmlElement, depth: int, look: Appearance) -> None:
        """A quotation, for which a browser sets marks that nobody has written."""
        self.say("“", look)
        self.inside(element, depth, look)
        self.say("”", look)

    def read_ruby(self, element: HtmlElement, depth: int, look: Appearance) -> None:
        """Words with their readings above them."""
        self.runs.append(TextRun("<ruby>", raw=True))
        self.inside(element, depth, look)
        self.runs.append(TextRun("</ruby>", raw=True))

    def read_reading(self, element: HtmlElement, depth: int, look: Appearance) -> None:
        """What stands above words; without words under it, it stands in brackets."""
        words = words_in(element)
        if next(element.iterancestors("ruby"), None) is None:
            self.say(f"({words})", look)
        elif words:
            self.runs.append(TextRun(f"<rt>{escape(words)}</rt>", raw=True))

    def read_nothing(self, element: HtmlElement, depth: int, look: Appearance) -> None:
        """Leave out brackets around a reading, which are for those who cannot see it above."""
        return

    def is_note_mark(self, link: HtmlElement) -> bool:
        """Whether a link leads to a footnote."""
        href = (link.get("href") or "").strip()
        if not href or not link.text_content().strip():
            return False
        return leads_to_a_note(link) and self._note_at(href) is not None

    def has_note_marks(self, element: HtmlElement) -> bool:
        """Whether a link in an element leads to a footnote."""
        return any(map(self.is_note_mark, element.iter("a")))

    def read_link(self, element: HtmlElement, depth: int, look: Appearance) -> None:
        """A link: the mark of a footnote, or words that lead somewhere."""
        href = (element.get("href") or "").strip()
        if self.is_note_mark(element):
            label = self.notes.setdefault(href, str(len(self.notes) + 1))
            self._marks[label] = element.text_content().strip()
            self.runs.append(TextRun(f"[^{label}]", raw=True))
            return
        if not re.match(r"(?:https?|mailto):", href, re.IGNORECASE) or len(href) > 2000:
            place = self._place_at(href) if href else ""
            href = link_to(place) if place else ""
        begun = len(self.runs)
        self.inside(element, depth, look)
        if href:
            self._link_runs(begun, href)

    def _link_runs(self, start: int, href: str) -> None:
        """Let the words that have been read since `start` lead somewhere."""
        for at, run in enumerate(self.runs[start:], start):
            if run.text.strip() and not run.raw:
                self.runs[at] = run._replace(link=href)

    def read_picture(self, element: HtmlElement, depth: int, look: Appearance) -> None:
        """A picture that is kept or elsewhere on the web; of any other, its description."""
        alt = " ".join((element.get("alt") or "").split())[:300]
        source = (element.get("src") or "").strip()
        if source.startswith(FOLDER) or re.match(r"https?://[^\s<>]+$", source, re.IGNORECASE):
            self.runs.append(TextRun(f"![{escape(alt)}]({destination(source)})", raw=True))
        elif alt:
            self.runs.append(TextRun(f"[{alt}]", frozenset({"em"})))
