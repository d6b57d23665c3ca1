"""Footnotes of a plain text: `[1]` in a sentence and, in a list below, `[1] The note`.

Word processors write them so, and Gutenberg; Google Docs adds the remarks of its margin, as `[a]`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import replace

from reader.text.manuscripts.heading import Heading
from reader.text.manuscripts.omissions import RecordsOmissions
from reader.text.manuscripts.paragraphs import Paragraph
from reader.text.rendering.escaping import NOTE_MARK
from reader.text.rendering.scene_breaks import is_scene_break

_DEFINITION = re.compile(r"\[(?P<name>\d{1,4}|[a-z]{1,2})\]\s*(?P<words>\S.*)", re.DOTALL)
_REMARK = re.compile(r"\s*\[[a-z]")
_MARK = re.compile(r"\[(?P<name>\d{1,4}|[a-z]{1,2})\]")
_ABOVE = re.compile(r"\W*(?:footnotes?|notes?|endnotes?|fußnoten|notas|сноски|примечания)\W*", re.I)
REMARKS = "Remarks in the margin of a document were left out"


def with_footnotes(
    found: list[Paragraph], headings: dict[int, Heading], leaves: RecordsOmissions
) -> tuple[list[Paragraph], dict[int, Heading]]:
    """The paragraphs with the marks and texts of footnotes known, each text at the end of the
    chapter in which its mark is; and the headings by their new indices."""
    pieces = list(_pieces(found, headings))
    marks: dict[str, list[int]] = {}
    places: dict[int, int] = {}
    for at, (paragraph, heading) in enumerate(pieces):
        defined = None if heading else _definition(paragraph, marks)
        if defined:
            places[at] = _set_marks(pieces, marks.pop(defined), defined, leaves)
        else:
            for mark in _MARK.finditer(paragraph.text):
                marks.setdefault(mark["name"], []).append(at)
    return _arranged(pieces, places, leaves) if places else (found, headings)


Piece = tuple[Paragraph, Heading | None]


def _pieces(found: list[Paragraph], headings: dict[int, Heading]) -> Iterable[Piece]:
    """The paragraphs; of lines that are each a footnote, each."""
    for i, paragraph in enumerate(found):
        lines = list(map(str.strip, paragraph.lines))
        if len(lines) > 1 and all(map(_DEFINITION.fullmatch, lines)):
            for line in lines:
                yield Paragraph([line], paragraph.gap), None
        else:
            yield paragraph, headings.get(i)


def _definition(paragraph: Paragraph, marks: dict[str, list[int]]) -> str:
    """The name of the footnote that a paragraph is the text of, if its mark stands above."""
    match = _DEFINITION.fullmatch(paragraph.text.strip())
    return match["name"] if match and match["name"] in marks and not paragraph.form else ""


def _set_marks(pieces: list[Piece], at: list[int], name: str, leaves: RecordsOmissions) -> int:
    """Make marks of what are marks of this footnote; the index of the paragraph with the first."""
    mark = "" if name.isalpha() else NOTE_MARK.format(name)
    leaves.leave_out(f"[{name}] " * (len(at) + 1))  # a footnote's number is what it is told by
    for i in dict.fromkeys(at):
        paragraph, heading = pieces[i]
        lines = [line.replace(f"[{name}]", mark) for line in paragraph.lines]
        pieces[i] = replace(paragraph, lines=lines), heading
    return at[0]


def _arranged(
    pieces: list[Piece], places: dict[int, int], leaves: RecordsOmissions
) -> tuple[list[Paragraph], dict[int, Heading]]:
    kept: list[Paragraph] = []
    headings: dict[int, Heading] = {}
    waiting: dict[int, list[Paragraph]] = {}
    starts = [at for at, (paragraph, heading) in enumerate(pieces) if heading]
    for at, marked in places.items():
        paragraph = pieces[at][0]
        if _REMARK.match(paragraph.text):
            leaves.leave_out(paragraph.text, REMARKS)
            continue
        following = bisect_right(starts, marked)
        end = starts[following] if following < len(starts) else len(pieces)
        waiting.setdefault(end, []).append(replace(paragraph, form="footnote"))
    for at, (paragraph, heading) in enumerate(pieces):
        kept += waiting.get(at, [])
        if heading:
            headings[len(kept)] = heading
        if at + 1 in places and _is_above(paragraph):
            leaves.leave_out(paragraph.text)
        elif at not in places:
            kept.append(paragraph)
    return kept + waiting.get(len(pieces), []), headings


def _is_above(paragraph: Paragraph) -> bool:
    """Whether a line only parts the footnotes from the text."""
    return is_scene_break(paragraph.text) or bool(_ABOVE.fullmatch(paragraph.text))
