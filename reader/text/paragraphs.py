"""Lines of a plain text file to paragraphs, however the file shows them.

Files show a paragraph in one of three ways, and a file keeps to one of them:
a line each, lines wrapped at a column by hand, or lines that begin with an indent.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise

_WIDEST_WRAP = 100
_SLACK = 12
"""How many columns short of the margin a wrapped line may stop."""
_LONGEST_VERSE = 60
_INDENT = re.compile(r"[ \t\u3000\xa0]{2,}|\t|\u3000")


@dataclass
class Paragraph:
    """One paragraph: its lines, more than one only where the author broke them; the number of
    empty lines above it; the kind of author's note it is, where markup says that it is; and its
    form where it is no prose or verse: `quote`, `preformatted`, or `footnote`."""

    lines: list[str]
    gap: int = 0
    note: str = ""
    form: str = ""

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    @property
    def source(self) -> str:
        """The Markdown of a paragraph whose lines are Markdown: with where they stand."""
        return f"::: {self.place}\n{self.text}\n:::" if self.place else self.text

    @property
    def words(self) -> str:
        """The text on one line."""
        return " ".join(self.text.split())

    @property
    def start(self) -> str:
        """The first words, to speak of the paragraph by."""
        words = self.words
        return words if len(words) <= 60 else words[:57].rsplit(" ", 1)[0] + "…"


def paragraphs(
    text: str, *, stands_alone: Callable[[str], object], is_label: Callable[[str], object]
) -> list[Paragraph]:
    """The paragraphs of a plain text with any line endings, in order, none empty.

    A line that `stands_alone` is one whatever is around it; where the first of some lines
    `is_label`, so does each other that is.
    """
    groups = _groups(text, stands_alone, is_label)
    several = [lines for _, lines in groups if len(lines) > 1]
    width = _wrap_width(several)
    indented = _uses_indents(groups)
    run_on = not width and _has_a_line_for_each_paragraph(groups)
    found: list[Paragraph] = []
    for gap, lines in groups:
        for part in _part(lines, width=width, indented=indented, run_on=run_on):
            found.append(Paragraph(part, gap))
            gap = 0
    return found


def _groups(
    text: str, stands_alone: Callable[[str], object], is_label: Callable[[str], object]
) -> list[tuple[int, list[str]]]:
    """Lines that stand together, each group with the number of empty lines above it."""
    groups: list[tuple[int, list[str]]] = []
    gap, closed = 0, True
    for line in re.split(r"\r\n|[\n\r\v\f\x85\u2028\u2029]", text):
        if not line.strip():
            gap, closed = gap + 1, True
            continue
        alone = stands_alone(line)
        if closed or alone or (is_label(line) and is_label(groups[-1][1][0])):
            groups.append((gap, []))
        groups[-1][1].append(line.rstrip())
        gap, closed = 0, bool(alone)
    return groups


def _wrap_width(groups: list[list[str]]) -> int:
    """The column at which lines are wrapped, or 0 if they are not.

    Lines are wrapped where most of them could not have held the first word of the next.
    """
    lines = [line for group in groups for line in group]
    if not lines or max(map(len, lines)) > _WIDEST_WRAP:
        return 0
    width = max(map(len, lines))
    pairs = [pair for group in groups for pair in pairwise(group)]
    full = sum(_is_full(line, after, width) for line, after in pairs)
    return width if width > 40 and full >= 0.6 * len(pairs) else 0


def _is_full(line: str, after: str, width: int) -> bool:
    """Whether `line` ends where it does because the first word of the next did not fit."""
    return len(line) + 1 + len(after.split(maxsplit=1)[0]) > width - _SLACK


def _uses_indents(groups: list[tuple[int, list[str]]]) -> bool:
    """Whether an indent begins a paragraph: many lines have one, and not as a block of verse."""
    lines = [line for _, group in groups for line in group]
    indented = [line for line in lines if _INDENT.match(line)]
    return len(indented) >= 2 and len(indented) >= len(lines) / 6


def _has_a_line_for_each_paragraph(groups: list[tuple[int, list[str]]]) -> bool:
    """Whether the file has hardly an empty line, or has lines too long to be lines of verse."""
    together = sum(len(lines) for _, lines in groups if len(lines) > 1)
    everything = sum(len(lines) for _, lines in groups)
    longest = max((len(line) for _, lines in groups for line in lines), default=0)
    return together > everything / 2 and longest > _LONGEST_VERSE


def _part(lines: list[str], *, width: int, indented: bool, run_on: bool) -> list[list[str]]:
    """A group of lines as the paragraphs it stands for."""
    if len(lines) == 1:
        return [[lines[0].strip()]]
    if width:
        if indented:
            return [_join(part, width) for part in _at_indents(lines)]
        return [_join(lines, width)]
    if run_on or indented or max(map(len, lines)) > _LONGEST_VERSE:
        return [[line.strip()] for line in lines]
    return [_with_indents(lines)]


def _at_indents(lines: list[str]) -> list[list[str]]:
    parts: list[list[str]] = []
    for line in lines:
        if not parts or _INDENT.match(line):
            parts.append([])
        parts[-1].append(line)
    return parts


def _join(lines: list[str], width: int) -> list[str]:
    """Wrapped lines as one line; lines that mostly stop early stay as the author broke them."""
    pairs = list(pairwise(lines))
    full = sum(_is_full(line, after, width) for line, after in pairs)
    if 2 * full < len(pairs):
        return _with_indents(lines)
    return [" ".join(line.strip() for line in lines)]


def _with_indents(lines: list[str]) -> list[str]:
    """Lines without the white space that all of them begin with."""
    lines = [line.expandtabs(4) for line in lines]
    margin = min(len(line) - len(line.lstrip()) for line in lines)
    return [line[margin:] for line in lines]
