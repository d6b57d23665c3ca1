"""The words of a paragraph as they are read: runs of them, with their styles, links, readings."""

from __future__ import annotations

import re
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


class Phrases:
    """Reads elements to runs of words. Who reads the blocks too makes paragraphs of these."""

    def __init__(self, note_at: NoteAt | None = None, place_at: PlaceAt | None = None) -> None:
        self.notes: dict[str, str] = {}
        self._marks: dict[str, str] = {}
        self._note_at = note_at or (lambda href: None)
        self._place_at = place_at or (lambda href: "")
        self._runs: list[TextRun] = []
        self._place = ""

    def _block(self, element: HtmlElement, depth: int, around: Appearance) -> None:
        raise NotImplementedError

    def _inside(self, element: HtmlElement, depth: int, look: Appearance) -> None:
        self._say(element.text, look)
        for child in element:
            self._block(child, depth + 1, look)
            self._say(child.tail, look)

    def _say(self, text: str | None, look: Appearance) -> None:
        if not text:
            return
        if text.strip():
            self._place = look.place
        lines = text.split("\n") if look.as_typed else [text]
        for number, line in enumerate(lines):
            if number:
                self._runs.append(TextRun("\n"))
            self._runs.append(TextRun(_SPACE.sub(" ", line).replace("\0", ""), look.styles))

    def _enclosed(self, element: HtmlElement, depth: int, look: Appearance) -> None:
        """A quotation, for which a browser sets marks that nobody has written."""
        self._say("“", look)
        self._inside(element, depth, look)
        self._say("”", look)

    def _ruby(self, element: HtmlElement, depth: int, look: Appearance) -> None:
        """Words with their readings above them."""
        self._runs.append(TextRun("<ruby>", raw=True))
        self._inside(element, depth, look)
        self._runs.append(TextRun("</ruby>", raw=True))

    def _reading(self, element: HtmlElement, depth: int, look: Appearance) -> None:
        words = words_in(element)
        if next(element.iterancestors("ruby"), None) is None:
            self._say(f"({words})", look)
        elif words:
            self._runs.append(TextRun(f"<rt>{escape(words)}</rt>", raw=True))

    def _nothing(self, element: HtmlElement, depth: int, look: Appearance) -> None:
        """Brackets around a reading, for who cannot see it above the words."""

    def _leads_to_a_note(self, link: HtmlElement) -> bool:
        href = (link.get("href") or "").strip()
        if not href or not link.text_content().strip():
            return False
        return leads_to_a_note(link) and self._note_at(href) is not None

    def _has_marks(self, element: HtmlElement) -> bool:
        return any(map(self._leads_to_a_note, element.iter("a")))

    def _link(self, element: HtmlElement, depth: int, look: Appearance) -> None:
        href = (element.get("href") or "").strip()
        if self._leads_to_a_note(element):
            label = self.notes.setdefault(href, str(len(self.notes) + 1))
            self._marks[label] = element.text_content().strip()
            self._runs.append(TextRun(f"[^{label}]", raw=True))
            return
        if not re.match(r"(?:https?|mailto):", href, re.IGNORECASE) or len(href) > 2000:
            place = self._place_at(href) if href else ""
            href = link_to(place) if place else ""
        begun = len(self._runs)
        self._inside(element, depth, look)
        if href:
            self._link_runs(begun, href)

    def _link_runs(self, start: int, href: str) -> None:
        """Let the words that have been read since `start` lead somewhere."""
        for at, run in enumerate(self._runs[start:], start):
            if run.text.strip() and not run.raw:
                self._runs[at] = run._replace(link=href)

    def _picture(self, element: HtmlElement, depth: int, look: Appearance) -> None:
        """A picture that is kept or elsewhere on the web; of any other, its description."""
        alt = " ".join((element.get("alt") or "").split())[:300]
        source = (element.get("src") or "").strip()
        if source.startswith(FOLDER) or re.match(r"https?://[^\s<>]+$", source, re.IGNORECASE):
            self._runs.append(TextRun(f"![{escape(alt)}]({destination(source)})", raw=True))
        elif alt:
            self._runs.append(TextRun(f"[{alt}]", frozenset({"em"})))
