"""A Markdown text to its paragraphs, headings and notes."""

from __future__ import annotations

import re

from reader.importing.markdown.definitions import (
    without_marks,
)
from reader.importing.markdown.fences import Fences, ends, kind_of_note
from reader.text.manuscripts.paragraphs import Paragraph
from reader.text.manuscripts.titles import plain_words
from reader.text.rendering.blocks import render

_MARKUP = re.compile(r"[*_`<&\\~\[]")
_CODE = re.compile(r" {0,3}(?:```|~~~)")
_ATX = re.compile(r" {0,3}(?P<level>#{1,6})[ \t]+(?P<words>.*?)[ \t#]*$")
_SETEXT = re.compile(r" {0,3}(?P<level>=+|-{2,})[ \t]*$")


class MarkdownParagraphs:
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
        kind = kind_of_note(line)
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
            if kind_of_note(self._lines[end]):
                break
        if not self.doubts:
            self.doubts.append(
                f"The note in line {at + 1} is never closed, so its words are part of the text: "
                "write ::: on a line below it."
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
