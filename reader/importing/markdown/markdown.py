"""Markdown: front matter, chapters as headings, author's notes between colons, or some of these.

docs/formats.md describes what Gloss writes itself; a file from elsewhere is read as far as it
goes, and labels such as `A/N:` mean in it what they mean in plain text.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import yaml

from reader.importing.chapters.from_headings import from_headings
from reader.importing.markdown.definitions import (
    definitions_in,
    marks_in,
    notes_from_headings,
    place_definitions,
    without_marks,
)
from reader.importing.markdown.fences import Fences, ends, fences_warning, note_of
from reader.importing.markdown.pictures import take_pictures
from reader.text.manuscripts import marked_files
from reader.text.manuscripts.label_values import read_language, read_rating, read_status
from reader.text.manuscripts.manuscript import Manuscript, ManuscriptError
from reader.text.manuscripts.paragraphs import Paragraph
from reader.text.manuscripts.title_lines import title_from
from reader.text.manuscripts.title_page import TitlePage
from reader.text.manuscripts.titles import plain_words
from reader.text.rendering.blocks import render

_FRONT_MATTER = re.compile(r"---[ \t]*\n(?P<yaml>.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL)
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")
"""What an escape in YAML can say and no database takes."""
_WORDS = ("title", "author", "summary", "series", "source", "published", "updated")
_LISTED = ("tags", "fandoms", "relationships", "characters", "warnings")
_MEANINGS = {"language": read_language, "rating": read_rating, "status": read_status}
_MARKUP = re.compile(r"[*_`<&\\~\[]")
_CODE = re.compile(r" {0,3}(?:```|~~~)")
_ATX = re.compile(r" {0,3}(?P<level>#{1,6})[ \t]+(?P<words>.*?)[ \t#]*$")
_SETEXT = re.compile(r" {0,3}(?P<level>=+|-{2,})[ \t]*$")


def read_markdown(text: str, *, name: str) -> Manuscript:
    """The manuscript in a Markdown text, called `name` where it gives itself no title.

    Raises `ManuscriptError` for front matter that is not YAML, and a text without a story in it.
    """
    text = re.sub(r"\r\n?", "\n", text)
    page = TitlePage()
    match = _FRONT_MATTER.match(text)
    if match:
        smart, mark = _read_front_matter(match["yaml"], page)
        if mark:
            return _exactly(text[match.end() :], mark, page, smart=smart, name=name)
        text = " \n" * text[: match.end()].count("\n") + text[match.end() :]
    reading = _Reading(text)
    headings = [reading.found[index] for index in reading.levels]
    notes_from_headings(headings, definitions_in(text.split("\n")))
    titled = set(marks_in("\n".join(heading.text for heading in headings)))
    manuscript = from_headings(page, reading.found, reading.levels, name=name, untold=not match)
    place_definitions(manuscript, titled)
    take_pictures(manuscript)
    manuscript.doubts += reading.doubts
    if reading.fences.unknown:
        manuscript.doubts.append(fences_warning(reading.fences.unknown))
    manuscript.smart = bool(match and smart)
    return manuscript


def _exactly(text: str, mark: str, page: TitlePage, *, smart: bool, name: str) -> Manuscript:
    """The manuscript in a file that Gloss wrote."""
    made = Manuscript(smart=smart, doubts=page.doubts)
    for field in (*_WORDS, *_LISTED, *_MEANINGS):
        setattr(made, field, getattr(page, field))
    made.title = made.title or title_from(name)
    marked_files.read_parts(text, mark, made)
    return made


def _read_front_matter(source: str, page: TitlePage) -> tuple[bool, str]:
    """Put what the front matter says on the title page; whether typography is to be smart, and
    the word that marks the parts of a file that Gloss wrote."""
    fields = _fields(source)
    smart = fields.pop("smart", False) is True
    mark = _scalar(fields.pop("marks", ""))
    byline = _scalar(fields.pop("byline", ""))
    for key, value in fields.items():
        words = value if mark and isinstance(value, str) else _scalar(value)
        meant = _MEANINGS[key](words) if key in _MEANINGS and words else ""
        if key in _WORDS:
            setattr(page, key, words)
        elif key in _LISTED:
            names = value if isinstance(value, list) else words.split(",")
            setattr(page, key, list(filter(None, map(_scalar, names))))
        elif key in _MEANINGS and (meant or not words):
            setattr(page, key, meant)
        else:
            page.doubts.append(f"Gloss has no place for “{key}: {words[:60]}” and left it out.")
    page.author = byline or page.author
    return smart, mark


def _fields(source: str) -> dict[Any, Any]:
    """The fields of the front matter. Raises ManuscriptError for what is not YAML, or no fields."""
    try:
        fields = yaml.safe_load(source) or {}
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f" in line {mark.line + 2}" if mark else ""
        raise ManuscriptError(
            f"has front matter that is not YAML{where}: put quotation marks around a value "
            "that has a colon in it"
        ) from error
    if not isinstance(fields, dict):
        raise ManuscriptError("has front matter without fields: write them as “title: …”")
    return fields


def _scalar(value: object) -> str:
    """A value of the front matter as words; nothing for what is made of other values."""
    words = str(value).strip() if isinstance(value, str | int | float | date) else ""
    return _UNSTORABLE.sub("", words)


class _Reading:
    """The parts of a Markdown text between empty lines: its paragraphs, the level and words of
    those that are headings, by index. A note between colons is one part, and so is code."""

    def __init__(self, text: str) -> None:
        self.found: list[Paragraph] = []
        self.levels: dict[int, tuple[int, str]] = {}
        self.fences = Fences()
        self.doubts: list[str] = []
        self._lines = text.split("\n")
        self._closed = True
        at = 0
        while at < len(self._lines):
            at = self._read(at)
        self._words_of_headings()

    def _read(self, at: int) -> int:
        """Read the part, or the line, that begins at one; gives where the next does."""
        line = self._lines[at]
        heading = _ATX.fullmatch(line)
        kind = note_of(line)
        end = self._end_of_note(at) if kind else 0
        if not line.strip():
            self._closed = True
        elif end:
            inside = "\n".join(self._lines[at + 1 : end]).strip("\n").split("\n")
            self._add(Paragraph(inside, 1, note=kind))
            at = end
        elif self.fences.take(line):
            self._closed = True
        elif self._closed and _CODE.match(line):
            end = self._end_of_code(at)
            self._add(Paragraph(self._lines[at : end + 1], 1))
            at = end
        elif heading:
            self.levels[len(self.found)] = (len(heading["level"]), heading["words"])
            self._add(Paragraph([line], 1))
        elif not self._closed and _SETEXT.fullmatch(line) and len(self.found[-1].lines) == 1:
            self.levels[len(self.found) - 1] = (1 if "=" in line else 2, self.found[-1].text)
            self._closed = True
        else:
            self._go_on(line)
        return at + 1

    def _add(self, paragraph: Paragraph) -> None:
        self.found.append(paragraph)
        self._closed = True

    def _go_on(self, line: str) -> None:
        verse = self.fences.is_verse and not line.startswith("| ")
        line = f"| {line}" if verse else line
        if self._closed:
            self.found.append(Paragraph([line.rstrip("\n")], 1, place=self.fences.place))
            self._closed = False
        else:
            self.found[-1].lines.append(line)

    def _end_of_code(self, at: int) -> int:
        mark = self._lines[at].strip()[:3]
        for end in range(at + 1, len(self._lines)):
            if self._lines[end].strip().startswith(mark):
                return end
        return len(self._lines) - 1

    def _end_of_note(self, at: int) -> int:
        """Where a note ends, or 0 where it does not: then its words are the text's."""
        for end in range(at + 1, len(self._lines)):
            if ends(self._lines[end]):
                return end
            if note_of(self._lines[end]):
                break
        if not self.doubts:
            self.doubts.append(
                f"The note in line {at + 1} does not end, and so its words stand in the text: "
                "write ::: on a line under it."
            )
        return 0

    def _words_of_headings(self) -> None:
        """Set the words of the headings as a page shows them, without marks of emphasis."""
        shown = _shown([words for _, words in self.levels.values()])
        for index, words in zip(list(self.levels), shown, strict=True):
            level, _ = self.levels.pop(index)
            if words:
                self.levels[index] = (level, words)


def _shown(headings: list[str]) -> list[str]:
    """The words of some headings, given in Markdown."""
    marked = list(filter(_MARKUP.search, headings))
    blocks = render("\n\n".join(f"# {without_marks(words)}" for words in marked))
    texts: dict[str, str] = {}
    if len(blocks) == len(marked):
        for words, block in zip(marked, blocks, strict=True):
            texts[words] = block.text
    else:  # one of them is more than a heading, or less
        for words in marked:
            texts[words] = _text_of_blocks(f"# {words}")
    return [plain_words(texts.get(words, words)) for words in headings]


def _text_of_blocks(source: str) -> str:
    return " ".join(block.text for block in render(source))
