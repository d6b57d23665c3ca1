"""Footnotes in a Markdown file: each definition goes to the chapter in which its mark stands.

Files converted from others have all of them at their end.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from reader.text.manuscripts.manuscript import Chapter, Manuscript
from reader.text.manuscripts.paragraphs import Paragraph

_MARK = re.compile(r"\[\^([^\]\s]+)\](?!:)")
_BEGINS = re.compile(r" {0,3}\[\^([^\]\s]+)\]:[ \t]*")
_GOES_ON = re.compile(r"(?: {4}|\t)")


class Definition(NamedTuple):
    """A footnote's label, its lines as they stand in the file, and where these begin and end."""

    label: str
    lines: list[str]
    start: int
    end: int

    @property
    def inside(self) -> list[str]:
        """What it says, in Markdown."""
        first, *others = self.lines
        inside = [_BEGINS.sub("", first, count=1)]
        for line in others:
            inside.append(_GOES_ON.sub("", line, count=1))
        return inside


def marks_in(text: str) -> list[str]:
    """The labels of the footnotes that a text leads to."""
    return _MARK.findall(text)


def without_marks(text: str) -> str:
    """A text without the marks of footnotes."""
    return _MARK.sub("", text)


def definitions_in(lines: list[str]) -> list[Definition]:
    """The footnotes that are defined in some lines: of each the lines up to an empty one, and
    what is indented after it."""
    found: list[Definition] = []
    at = 0
    while at < len(lines):
        begins = _BEGINS.match(lines[at])
        if not begins:
            at += 1
            continue
        end = _end(lines, at)
        found.append(Definition(begins[1], lines[at:end], at, end))
        at = end
    return found


def _end(lines: list[str], start: int) -> int:
    end = at = start + 1
    while at < len(lines) and not _BEGINS.match(lines[at]):
        if lines[at].strip():
            if not lines[at - 1].strip() and not _GOES_ON.match(lines[at]):
                break
            end = at + 1
        at += 1
    return end


def notes_from_headings(headings: list[Paragraph], defined: list[Definition]) -> None:
    """Give headings the footnotes that their marks lead to, as notes."""
    notes: dict[str, Definition] = {}
    for definition in defined:
        notes.setdefault(definition.label, definition)
    for heading in headings:
        heading.asides = []
        for label in marks_in(heading.text):
            if label in notes:
                heading.asides.append(Paragraph(notes[label].inside, 1, note="note"))


def place_definitions(manuscript: Manuscript, titled: set[str]) -> None:
    """Put each definition with its mark. Those of `titled` labels have become notes, unless some
    text has a mark of them too."""
    texts = "\n".join(chapter.source for chapter in manuscript.chapters)
    if not _BEGINS.search(texts):
        return
    known = titled.union(marks_in(texts))
    strays: dict[str, Definition] = {}
    for chapter in manuscript.chapters:
        for stray in _taken_out(chapter, known):
            strays.setdefault(stray.label, stray)
    for chapter in manuscript.chapters:
        _put_into(chapter, strays)
    _drop_emptied(manuscript)


def _taken_out(chapter: Chapter, known: set[str]) -> list[Definition]:
    """Take out of a chapter the definitions of known labels of which it has no mark itself."""
    labels = set(marks_in(chapter.source))
    lines = chapter.source.split("\n")
    taken: list[Definition] = []
    kept: list[str] = []
    at = 0
    for definition in definitions_in(lines):
        if definition.label in known and definition.label not in labels:
            taken.append(definition)
            kept += lines[at : definition.start]
            at = definition.end
    if taken:
        chapter.source = "\n".join([*kept, *lines[at:]]).strip("\n")
    return taken


def _put_into(chapter: Chapter, strays: dict[str, Definition]) -> None:
    """Put those of some definitions at a chapter's end whose marks it has and that it lacks."""
    here = {definition.label for definition in definitions_in(chapter.source.split("\n"))}
    for label in dict.fromkeys(marks_in(chapter.source)):
        if label in strays and label not in here:
            chapter.source += "\n\n" + "\n".join(strays[label].lines)


def _drop_emptied(manuscript: Manuscript) -> None:
    """Drop chapters in which nothing is left, unless that is all of them."""
    filled: list[Chapter] = []
    for chapter in manuscript.chapters:
        if chapter.source.strip() or chapter.notes:
            filled.append(chapter)
    manuscript.chapters = filled or manuscript.chapters
