"""Which paragraphs of a plain text are chapter headings, in the forms that people use."""

from __future__ import annotations

import re

from reader.text.manuscripts.counting_up import (
    Line,
    find_arc_headings,
    find_counted_headings,
    have_chapters_below,
)
from reader.text.manuscripts.framed_headings import find_framed_headings
from reader.text.manuscripts.heading import Heading
from reader.text.manuscripts.heading_lines import read_line
from reader.text.manuscripts.paragraphs import Paragraph
from reader.text.manuscripts.titles import (
    is_point_of_view,
    plain_words,
    was_spaced,
    without_ornaments,
)
from reader.text.rendering.scene_breaks import is_scene_break

_LONGEST_LINE = 150
_RULE = re.compile(r"[=~-]{3,}")
_BOLD = re.compile(r"\*\*[^*]+\*\*|__[^_]+__|<b>[^<]+</b>")


def read_heading(line: str) -> Heading | None:
    """The heading that a line surely is by its words alone: `Chapter 3: Low Water`, `EPILOGUE`."""
    heading = read_line(line)
    return heading if heading and heading.sure else None


def find_headings(paragraphs: list[Paragraph]) -> dict[int, Heading]:
    """The chapter headings among the paragraphs of a story, by index.

    Lines that say they are headings are believed. Where they name no chapters but a prologue or
    parts, or where there are none, numbers that count up are too, and then lines set apart by
    capitals, bold type or a rule, if a chapter's worth of text follows each; between ornaments,
    some words will do.
    """
    lines = _lines(paragraphs)
    said = _said(lines)
    arcs = find_arc_headings(paragraphs, lines)
    if arcs or _of_form(said, "chapter"):
        return arcs | said
    parts = _of_form(said, "part")
    counted = find_counted_headings(paragraphs, lines, parts)
    framed = find_framed_headings(paragraphs, parts)
    counted = framed if len(framed) >= len(counted) else counted
    if counted:
        return counted | said
    return said if parts else _set_apart(paragraphs, said)


def _lines(paragraphs: list[Paragraph]) -> list[Line]:
    found = []
    for i, paragraph in enumerate(paragraphs):
        if len(paragraph.lines) == 1 and len(paragraph.text) <= _LONGEST_LINE:
            found.append((i, plain_words(paragraph.text)))
    return found


def _said(lines: list[Line]) -> dict[int, Heading]:
    """Lines that are headings by their words. Such as may go on with a sentence are believed
    where all of them together count up, or where they stand in a gap that the others leave."""
    sure: dict[int, Heading] = {}
    unsure: dict[int, Heading] = {}
    for i, words in lines:
        heading = read_line(words)
        if heading and heading.sure:
            sure[i] = heading
        elif heading:
            unsure[i] = heading
    if _of_form(sure, "chapter"):
        return sure | _in_gaps(sure, unsure)
    row = _counting_up(unsure)
    return sure | row if len(row) > 1 else sure


def _of_form(headings: dict[int, Heading], form: str) -> list[int]:
    """The indices of the headings of one form."""
    return [i for i, heading in headings.items() if heading.form == form]


def _counting_up(headings: dict[int, Heading]) -> dict[int, Heading]:
    """The chapters among them whose numbers go up from one, one by one."""
    row: dict[int, Heading] = {}
    for i, heading in headings.items():
        if heading.form == "chapter" and heading.number == len(row) + 1:
            row[i] = heading
    return row


def _in_gaps(sure: dict[int, Heading], unsure: dict[int, Heading]) -> dict[int, Heading]:
    """Chapters that may be none, where the one before and the one after are sure."""
    at = {sure[i].number: i for i in _of_form(sure, "chapter")}
    found: dict[int, Heading] = {}
    for i, heading in unsure.items():
        if heading.form != "chapter" or heading.number is None or heading.number in at:
            continue
        before = at.get(heading.number - 1, 0 if heading.number == 1 else len(unsure) + i)
        if before <= i < at.get(heading.number + 1, -1):
            found[i] = heading
            at[heading.number] = i
    return found


def _set_apart(paragraphs: list[Paragraph], said: dict[int, Heading]) -> dict[int, Heading]:
    """Lines in capitals, in bold, or with a rule under them, if the text begins with one."""
    found = dict(said)
    for i, paragraph in enumerate(paragraphs):
        if i not in found and is_set_apart(paragraphs, i):
            words = plain_words(paragraph.text)
            found[i] = Heading("title", None, words, words)
    begins = bool(found) and min(found) == 0
    return found if len(found) > 1 and begins and have_chapters_below(paragraphs, found) else said


def is_set_apart(paragraphs: list[Paragraph], i: int) -> bool:
    """Whether paragraph `i` is a line that looks like a title: bold, capitals, underlined."""
    if len(paragraphs[i].lines) > 1 or len(paragraphs[i].text) > _LONGEST_LINE:
        return False
    text = paragraphs[i].text.strip()
    words = plain_words(text)
    if not 1 < len(words) <= 60 or is_scene_break(text) or is_point_of_view(text):
        return False
    if is_underlined(paragraphs, i):
        return True
    if re.search(r"[\"“”]", words) or re.search(r"[!?.,;:…]$", words):
        return False
    capitals = words.upper() == words != words.lower() and sum(map(str.isalpha, words)) >= 4
    return bool(_BOLD.fullmatch(text) or was_spaced(without_ornaments(text)) or capitals)


def is_underlined(paragraphs: list[Paragraph], i: int) -> bool:
    """Whether the line below paragraph `i`, with no empty line between, is a rule."""
    below = paragraphs[i + 1] if i + 1 < len(paragraphs) else None
    return bool(below and not below.gap and _RULE.fullmatch(below.text))
