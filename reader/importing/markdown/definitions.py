"""Footnotes in a Markdown file: each definition goes to the chapter in which its mark stands.

Files converted from others have all of them at their end.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from reader.text.manuscripts.manuscript import Manuscript
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
        first = _BEGINS.sub("", self.lines[0], count=1)
        return [first, *(_GOES_ON.sub("", line, count=1) for line in self.lines[1:])]


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


def take_titles_notes(
    found: list[Paragraph], headings: list[int], defined: list[Definition]
) -> None:
    """Give headings the footnotes that their marks lead to, as notes."""
    notes = {definition.label: definition for definition in reversed(defined)}
    for index in headings:
        labels = marks_in(found[index].text)
        found[index].asides = [
            Paragraph(notes[label].inside, 1, note="note") for label in labels if label in notes
        ]


def settle(manuscript: Manuscript, titled: set[str]) -> None:
    """Put each definition with its mark. Those of `titled` labels have become notes, unless some
    text has a mark of them too."""
    sources = [chapter.source for chapter in manuscript.chapters]
    if not any(_BEGINS.search(source) for source in sources):
        return
    marked = [set(marks_in(source)) for source in sources]
    everywhere = set().union(*marked)
    strays: dict[str, Definition] = {}
    for chapter, labels in zip(manuscript.chapters, marked, strict=True):
        lines, kept, at = chapter.source.split("\n"), [], 0
        for definition in definitions_in(lines):
            elsewhere = definition.label in everywhere
            if definition.label not in labels and (elsewhere or definition.label in titled):
                strays.setdefault(definition.label, definition)
                kept += lines[at : definition.start]
                at = definition.end
        if at:
            chapter.source = "\n".join([*kept, *lines[at:]]).strip("\n")
    for chapter in manuscript.chapters:
        here = {definition.label for definition in definitions_in(chapter.source.split("\n"))}
        for label in dict.fromkeys(marks_in(chapter.source)):
            if label in strays and label not in here:
                chapter.source += "\n\n" + "\n".join(strays[label].lines)
    filled = [c for c in manuscript.chapters if c.source.strip() or c.notes]
    manuscript.chapters = filled or manuscript.chapters
