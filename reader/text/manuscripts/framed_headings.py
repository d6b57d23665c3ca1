"""Headings between ornaments: `-= 1 =-`, `*** III ***`, `>> Six <<`, that count up from one.

The same ornament on both sides sets a number so far apart that few words below it will do.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from reader.text.manuscripts.counting_up import (
    have_chapters_below,
    numbered,
    spelt,
    with_a_word,
    words_below,
)
from reader.text.manuscripts.heading import Heading
from reader.text.manuscripts.heading_lines import read_line
from reader.text.manuscripts.numerals import NUMBER_LANGUAGES
from reader.text.manuscripts.paragraphs import Paragraph
from reader.text.manuscripts.titles import LONGEST_HEADING
from reader.text.rendering.scene_breaks import is_scene_break, mirrored

# Signs that a sentence may begin and end with: what stands between them may be said.
_SAID = set(".,;!?…\"'“”‘’«»„‚‹›`´¿¡")
# What page numbers stand between; and, without a space, marks of footnotes and what is stressed.
_OF_PAGES = ("-", "–", "—")
_OF_MARKS = ("[", "(", "{", "/", "|", "*", "_", "#")
# Words that follow each heading at least.
_FEWEST_WORDS = 8
_FURTHEST_STEP = 5
_spelt = spelt(NUMBER_LANGUAGES)


class Framed(NamedTuple):
    """A line between ornaments: these, without spaces, whether a number stands between such that
    begins no chapter, and what it says as a heading."""

    ornament: str
    common: bool
    heading: Heading


def read_framed(line: str) -> Framed | None:
    """The number, and perhaps the title, that stand between ornaments on a line."""
    line = line.strip()
    if len(line) > LONGEST_HEADING:
        return None
    ornament, words = _parted(line)
    if not ornament:
        return None
    said = read_line(words)
    heading = said if said and said.number is not None else None
    heading = heading or numbered(words) or _spelt(words) or with_a_word(words)
    if heading is None or heading.title.endswith((".", ",", ";")):
        return None
    if heading.form == "numbered":
        heading = heading._replace(form="framed")
    common = ornament in _OF_PAGES or (ornament in _OF_MARKS and " " not in line)
    return Framed(ornament, common, heading)


def find_framed_headings(
    paragraphs: list[Paragraph], parts: Iterable[int] = ()
) -> dict[int, Heading]:
    """The numbers between one kind of ornament that count up from nought or one, or begin again
    after each of the `parts`; nothing if there are no words below one."""
    rows: dict[tuple[str, bool, str], list[tuple[int, Heading]]] = {}
    for i, paragraph in enumerate(paragraphs):
        framed = read_framed(paragraph.text) if len(paragraph.lines) == 1 else None
        if framed:
            word = framed.heading.words.split()[0] if framed.heading.form == "title" else ""
            rows.setdefault((framed.ornament, framed.common, word), []).append((i, framed.heading))
    for (_, common, _), found in rows.items():
        row = _counting(found, sorted(parts))
        if len(row) < 2:
            continue
        if have_chapters_below(paragraphs, row):
            return {i: _sure(heading) for i, heading in row.items()}
        if not common and min(words_below(paragraphs, row)) >= _FEWEST_WORDS:
            return row
    return {}


def _parted(line: str) -> tuple[str, str]:
    """The ornament on both sides of a line, without spaces, and what stands between."""
    letters = [at for at, sign in enumerate(line) if sign.isalnum()]
    if not letters:
        return "", ""
    words = line.split()
    if len(words) > 2 and words[0] == words[-1] and is_scene_break(words[0]):
        return words[0], " ".join(words[1:-1])
    left = line[: letters[0]].rstrip()
    for right in (left, mirrored(left)):
        if left and set(left) - _SAID - {" "} and line.endswith(right):
            return "".join(left.split()), line[len(left) : len(line) - len(right)].strip()
    return "", ""


def _counting(found: list[tuple[int, Heading]], parts: list[int]) -> dict[int, Heading]:
    """Those that begin with nought or one and go up, by one at first; some may be missing later."""
    row: dict[int, Heading] = {}
    last, before, step = -1, -1, 1
    for i, heading in found:
        number = heading.number
        if number is None:
            continue
        begins = not row or any(before < part < i for part in parts)
        goes_on = bool(row) and last < number <= last + step
        if goes_on or (begins and number in (0, 1)):
            step = _FURTHEST_STEP if row else 1
            row[i] = heading
            last, before = number, i
    return row


def _sure(heading: Heading) -> Heading:
    return heading._replace(form="numbered") if heading.form == "framed" else heading
