"""Lines of a plain text file to paragraphs, however the file shows them.

Files show a paragraph in one of three ways, and a file keeps to one of them:
a line each, lines wrapped at a column by hand, or lines that begin with an indent.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from reader.text.manuscripts.labels import NOTES
from reader.text.manuscripts.line_forms import PLACES, with_forms
from reader.text.manuscripts.line_groups import IsOne, LineGroup, group_lines
from reader.text.manuscripts.lines import is_indented, length_of_longest, with_indents
from reader.text.manuscripts.paragraphs import Paragraph
from reader.text.manuscripts.verse import LONGEST_VERSE, are_sentences, is_stanza
from reader.text.manuscripts.wrapping import WIDEST_WRAP, unwrapped, wrap_width

_LINE_END = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")


class Layout(NamedTuple):
    """How a file shows paragraphs: the column at which lines are wrapped, 0 if they are not;
    whether an indent begins a paragraph; whether each line is one."""

    width: int
    indented: bool
    line_each: bool


def paragraphs_in(text: str, *, stands_alone: IsOne, is_label: IsOne) -> list[Paragraph]:
    """The paragraphs of a plain text with any line endings, in order, none empty.

    A line that `stands_alone` is one whatever is around it; where the first of some lines
    `is_label`, so does each other that is.
    """
    lines = with_forms(_LINE_END.split(text))
    groups = group_lines(lines, stands_alone=stands_alone, is_label=is_label)
    layout = _layout_of(groups)
    found: list[Paragraph] = []
    for group in groups:
        placed = group.form in PLACES and not stands_alone(group.lines[0])
        found += _paragraphs_of(group, layout, place=group.form if placed else "")
    return found


def _layout_of(groups: list[LineGroup]) -> Layout:
    prose: list[list[str]] = []
    several: list[list[str]] = []
    for group in groups:
        if group.form != "preformatted" and not group.broken:
            prose.append(group.lines)
            if len(group.lines) > 1:
                several.append(group.lines)
    width = wrap_width(several)
    line_each = not width and _has_a_line_for_each_paragraph(prose)
    return Layout(width, _uses_indents(prose, width), line_each)


def _paragraphs_of(group: LineGroup, layout: Layout, place: str) -> list[Paragraph]:
    if group.form == "preformatted":
        return [Paragraph(with_indents(group.lines), group.gap, form=group.form)]
    note = group.form if group.form in NOTES else ""
    form = "" if note or group.form in PLACES else group.form
    gap = group.gap
    found: list[Paragraph] = []
    for lines in _parts_of(group, layout):
        found.append(Paragraph(lines, gap, note, place, form=form))
        gap = 0
    return found


def _parts_of(group: LineGroup, layout: Layout) -> list[list[str]]:
    """A group of lines as the paragraphs it stands for."""
    if not group.broken:
        return _parted(group.lines, layout)
    if max(map(len, group.lines)) <= WIDEST_WRAP:
        return [with_indents(group.lines)]
    return _parted(group.lines, layout._replace(width=0, line_each=True))


def _parted(lines: list[str], layout: Layout) -> list[list[str]]:
    """Lines that nobody broke on purpose, as paragraphs."""
    if len(lines) == 1:
        return [[lines[0].strip()]]
    if is_stanza(lines, layout.width):
        return [with_indents(lines)]
    if layout.width:
        parts = _at_indents(lines) if layout.indented else [lines]
        return [unwrapped(part, layout.width) for part in parts]
    too_long = max(map(len, lines)) > LONGEST_VERSE
    if layout.line_each or layout.indented or too_long or are_sentences(lines):
        return [[line.strip()] for line in lines]
    return [with_indents(lines)]


def _at_indents(lines: list[str]) -> list[list[str]]:
    """Lines in parts, each of which begins with an indent."""
    parts: list[list[str]] = []
    for line in lines:
        if not parts or is_indented(line):
            parts.append([])
        parts[-1].append(line)
    return parts


def _uses_indents(groups: list[list[str]], width: int) -> bool:
    """Whether an indent begins a paragraph: many lines have one, and not as a poem's do."""
    total = indented = east_asian = several = 0
    for lines in groups:
        if len(lines) > 1:
            several += 1
        for line in lines:
            total += 1
            if is_indented(line):
                indented += 1
            if line.startswith("\u3000"):
                east_asian += 1
    if indented < 2 or indented < total / 6:
        return False
    if 2 * east_asian > indented:
        return True
    stanzas = several > 1 and indented < total * 0.9
    return not (stanzas and not width and length_of_longest(groups) <= LONGEST_VERSE)


def _has_a_line_for_each_paragraph(groups: list[list[str]]) -> bool:
    """Whether the file has hardly an empty line, or has lines too long to be lines of verse."""
    together = everything = 0
    for lines in groups:
        everything += len(lines)
        if len(lines) > 1:
            together += len(lines)
    return together > everything / 2 and length_of_longest(groups) > LONGEST_VERSE
