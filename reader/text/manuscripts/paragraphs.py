"""Lines of a plain text file to paragraphs, however the file shows them.

Files show a paragraph in one of three ways, and a file keeps to one of them:
a line each, lines wrapped at a column by hand, or lines that begin with an indent.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from reader.text.manuscripts.labels import NOTES
from reader.text.manuscripts.line_forms import BEGIN, BROKEN, PLACES, with_forms

_WIDEST_WRAP = 100
# Columns; characters of East Asian scripts take two.
_NARROWEST_WRAP = 40
# How many columns short of the margin a wrapped line may stop.
_SLACK = 12
_LONGEST_VERSE = 60
_LONGEST_LONG_VERSE = 90
_SHORTEST_LONG_STANZA = 3
_LINE_END = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")
_ENDS_A_SENTENCE = re.compile(r"[.!?…:。！？][\"'”’»)*_]*$")
_WITHOUT_SPACES = re.compile("[\u3040-\u30ff\u3400-\u9fff\uff00-\uff60「『（]")
_INDENT = re.compile(r"[ \t\u3000\xa0]{2,}|\t|\u3000")


@dataclass
class Paragraph:
    """One paragraph: its lines, more than one only where the author broke them; the number of
    empty lines above it; the kind of author's note it is, where markup says that it is; where its
    lines stand, `center` or `right`, if not as others do; of a heading, the footnotes that it has,
    as notes; the names of the places in its file that are here, to which links may lead; and its
    form where a plain text has no prose or verse: `quote`, `preformatted`, or `footnote`."""

    lines: list[str]
    gap: int = 0
    note: str = ""
    place: str = ""
    asides: list[Paragraph] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
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


class _Group(NamedTuple):
    """Lines that stand together, the number of empty lines above them, their form, and whether
    they were broken on purpose."""

    gap: int
    lines: list[str]
    form: str
    broken: bool = False


def paragraphs(
    text: str, *, stands_alone: Callable[[str], object], is_label: Callable[[str], object]
) -> list[Paragraph]:
    """The paragraphs of a plain text with any line endings, in order, none empty.

    A line that `stands_alone` is one whatever is around it; where the first of some lines
    `is_label`, so does each other that is.
    """
    groups = _groups(with_forms(_LINE_END.split(text)), stands_alone, is_label)
    prose = [g.lines for g in groups if g.form != "preformatted" and not g.broken]
    several = [lines for lines in prose if len(lines) > 1]
    width = _wrap_width(several)
    indented = _uses_indents(prose, width)
    run_on = not width and _has_a_line_for_each_paragraph(prose)
    found: list[Paragraph] = []
    for gap, lines, form, broken in groups:
        note = form if form in NOTES else ""
        place = form if form in PLACES and not stands_alone(lines[0]) else ""
        kind = "" if note or form in PLACES else form
        if form == "preformatted":
            found.append(Paragraph(_with_indents(lines), gap, form=form))
            continue
        if broken and max(map(len, lines)) <= _WIDEST_WRAP:
            found.append(Paragraph(_with_indents(lines), gap, note, place, form=kind))
            continue
        width_here = 0 if broken else width
        for part in _part(lines, width=width_here, indented=indented, run_on=run_on or broken):
            found.append(Paragraph(part, gap, note, place, form=kind))
            gap = 0
    return found


def _groups(
    lines: list[str], stands_alone: Callable[[str], object], is_label: Callable[[str], object]
) -> list[_Group]:
    groups: list[_Group] = []
    gap, before, closed, form = 0, 0, True, ""
    for line in lines:
        if line.startswith(BEGIN):
            form, closed = line.removeprefix(BEGIN).strip(), True
            gap, before = 0, max(before, gap)
            continue
        if form == "preformatted":
            _add_as_it_stands(groups, line, max(before, gap), begins=closed)
            gap, before, closed = 0, 0, False
            continue
        broken = line.startswith(BROKEN)
        line = line.removeprefix(BROKEN)
        if not line.strip():
            gap, closed = (max(gap, 1) if broken else gap + 1), True
            continue
        alone = stands_alone(line) and (closed or _may_part(line))
        if closed or alone or (is_label(line) and is_label(groups[-1].lines[0])):
            groups.append(_Group(max(before, gap), [], form))
        groups[-1].lines.append(line.rstrip())
        if broken and len(groups[-1].lines) > 1:
            groups[-1] = groups[-1]._replace(broken=True)
        gap, before, closed = 0, 0, bool(alone)
    return [group for group in groups if "".join(group.lines).strip()]


def _add_as_it_stands(groups: list[_Group], line: str, gap: int, *, begins: bool) -> None:
    if begins:
        groups.append(_Group(gap, [], "preformatted"))
    groups[-1].lines.append(line.rstrip())


def _may_part(line: str) -> bool:
    """Whether a line that stands alone does so amid others too: not one that goes on with the
    sentence above it, as `chapter three.` may."""
    words = line.strip()
    return not (words[:1].islower() and words.endswith((".", ",", ";")))


def _wrap_width(groups: list[list[str]]) -> int:
    """The column at which lines are wrapped, or 0 if they are not.

    Lines are wrapped where most of them could not have held the first word of the next.
    """
    width = _longest(groups)
    if not groups or width > _WIDEST_WRAP:
        return 0
    pairs = full = small = open_ends = 0
    for lines in groups:
        pairs += len(lines) - 1
        full += _count_full(lines, width)
        small += sum(map(_goes_on, lines[1:]))
        open_ends += sum(map(_has_open_end, lines[:-1]))
    wrapped = full >= 0.6 * pairs and min(small, open_ends) >= pairs / 3
    narrowest = _NARROWEST_WRAP // (2 if _WITHOUT_SPACES.match(groups[0][0].strip()) else 1)
    return width if width > narrowest and pairs > 1 and wrapped else 0


def _longest(groups: list[list[str]]) -> int:
    """The length of the longest line."""
    longest = 0
    for lines in groups:
        longest = max(longest, *map(len, lines))
    return longest


def _count_full(lines: list[str], width: int) -> int:
    """How many lines end where they do because the next word did not fit."""
    full = 0
    for line, after in pairwise(lines):
        if _is_full(line, after, width):
            full += 1
    return full


def _has_open_end(line: str) -> bool:
    """Whether a line ends amid a sentence."""
    return not _ENDS_A_SENTENCE.search(line)


def _is_full(line: str, after: str, width: int) -> bool:
    """Whether `line` ends where it does because the first word of the next did not fit."""
    first = 1 if _WITHOUT_SPACES.match(after.lstrip()) else len(after.split(maxsplit=1)[0])
    return len(line) + 1 + first > width - _SLACK


def _goes_on(after: str) -> bool:
    """Whether a line may go on with the sentence of the line above: most begin small."""
    first = after.lstrip("\"'“”‘’«»(*_- \t")[:1]
    return not first.isupper()


def _uses_indents(groups: list[list[str]], width: int) -> bool:
    """Whether an indent begins a paragraph: many lines have one, and not as a poem's do."""
    total = indented = east_asian = several = 0
    for lines in groups:
        if len(lines) > 1:
            several += 1
        for line in lines:
            total += 1
            if _INDENT.match(line):
                indented += 1
            if line.startswith("\u3000"):
                east_asian += 1
    if indented < 2 or indented < total / 6:
        return False
    if 2 * east_asian > indented:
        return True
    stanzas = several > 1 and indented < total * 0.9
    return not (stanzas and not width and _longest(groups) <= _LONGEST_VERSE)


def _has_a_line_for_each_paragraph(groups: list[list[str]]) -> bool:
    """Whether the file has hardly an empty line, or has lines too long to be lines of verse."""
    together = everything = 0
    for lines in groups:
        everything += len(lines)
        if len(lines) > 1:
            together += len(lines)
    return together > everything / 2 and _longest(groups) > _LONGEST_VERSE


def _part(lines: list[str], *, width: int, indented: bool, run_on: bool) -> list[list[str]]:
    """A group of lines as the paragraphs it stands for."""
    if len(lines) == 1:
        return [[lines[0].strip()]]
    if _is_stanza(lines, width):
        return [_with_indents(lines)]
    if width:
        parts = _at_indents(lines) if indented else [lines]
        return [_join(part, width) for part in parts]
    if run_on or indented or max(map(len, lines)) > _LONGEST_VERSE or _are_sentences(lines):
        return [[line.strip()] for line in lines]
    return [_with_indents(lines)]


def _are_sentences(lines: list[str]) -> bool:
    """Whether lines of a script without spaces, where many words are short, are sentences."""
    for line in lines:
        if not _WITHOUT_SPACES.match(line.strip()) or _has_open_end(line.rstrip("」』")):
            return False
    return True


def _is_stanza(lines: list[str], width: int) -> bool:
    """Whether lines are verse whatever the file does elsewhere: short, most of them without the
    end of a sentence, and in a wrapped text set in, or each with a capital."""
    longest = max(map(len, lines))
    if longest > (_LONGEST_VERSE if width else _LONGEST_LONG_VERSE) or len(lines) < 2:
        return False
    open_ends = sum(map(_has_open_end, lines[:-1]))
    if 2 * open_ends < len(lines) - 1 or (not width and len(lines) < _SHORTEST_LONG_STANZA):
        return False
    if not width:
        return _begin_with_capitals(lines)
    if longest < width - _SLACK and all(map(_INDENT.match, lines)):
        return True
    return len(lines) > 2 and _begin_with_capitals(lines)


def _begin_with_capitals(lines: list[str]) -> bool:
    """Whether no line begins with a small letter, and one at least with a capital."""
    first = [line.strip()[:1] for line in lines]
    return not any(map(str.islower, first)) and any(map(str.isupper, first))


def _at_indents(lines: list[str]) -> list[list[str]]:
    parts: list[list[str]] = []
    for line in lines:
        if not parts or _INDENT.match(line):
            parts.append([])
        parts[-1].append(line)
    return parts


def _join(lines: list[str], width: int) -> list[str]:
    """Wrapped lines as one line; lines that mostly stop early stay as the author broke them."""
    if 2 * _count_full(lines, width) < len(lines) - 1:
        return _with_indents(lines)
    gap = "" if _WITHOUT_SPACES.match(lines[-1].strip()) else " "
    return [gap.join(map(str.strip, lines))]


def _with_indents(lines: list[str]) -> list[str]:
    """Lines without the white space that all of them begin with."""
    lines = [line.expandtabs(4) for line in lines]
    margin = min(map(_indent, lines))
    return [line[margin:] for line in lines]


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
