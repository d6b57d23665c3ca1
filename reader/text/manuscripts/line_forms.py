"""How lines say that what follows is no prose: a quotation, a note, a table as it stands,
lines in the middle.

A line that begins with `BEGIN`, a character that no text may have, names a form or the kind of a
note; one with nothing after it ends it.
"""

from __future__ import annotations

import re
from collections.abc import Callable

FORM_SIGN = "\ufdd2"
# What a line begins with that somebody broke on purpose.
BROKEN_SIGN = "\ufdd3"
# Forms of lines that stand elsewhere than others do.
PLACES = ("center", "right")
# What Unicode keeps for such uses, and no text may have.
RESERVED_CHARACTERS = re.compile("[\ufdd0-\ufdef]")
_BORDER = re.compile(r"\s*\+(?:[-=]+\+)+\s*$")
_BARS = re.compile(r"\s*\|.*\|\s*$")
_RULED = re.compile(r"\s*[-=]{2,}(?:\s+[-=]{2,})+\s*$")
_COLUMNS = re.compile(r"\S(?:\t| {2,})(?=\S)")
_QUOTED = re.compile(r"\s{0,3}>")
_QUOTE_MARKS = re.compile(r"\s{0,3}(?:>[ ]?)+")
_FEWEST_ROWS = 3


def with_forms(lines: list[str]) -> list[str]:
    """The lines with tables and quotations between lines that say so."""
    out: list[str] = []
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and lines[end].strip() and not lines[end].startswith(FORM_SIGN):
            end += 1
        if end == at:
            out.append(lines[at])
            at += 1
            continue
        out += _as_form(lines[at:end])
        at = end
    return out


def _as_form(block: list[str]) -> list[str]:
    if _is_table(block):
        return [f"{FORM_SIGN}preformatted", *block, FORM_SIGN]
    if _count_lines(_QUOTED.match, block) < 2:
        return block
    out: list[str] = []
    inside = False
    for line in block:
        quotes = bool(_QUOTED.match(line))
        if quotes != inside:
            out.append(f"{FORM_SIGN}quote" if quotes else FORM_SIGN)
        inside = quotes
        out.append(_QUOTE_MARKS.sub("", line) if quotes else line)
    return [*out, FORM_SIGN] if inside else out


def _is_table(block: list[str]) -> bool:
    """Whether lines that stand together are a table: bordered, ruled, or in columns."""
    if len(block) < 2:
        return False
    borders = _count_lines(_BORDER.match, block)
    bars = _count_lines(_BARS.match, block)
    if borders and borders + bars >= 2 or bars >= max(_FEWEST_ROWS, len(block) - 1):
        return True
    if any(map(_RULED.match, block[1:])):
        return True
    return len(block) >= _FEWEST_ROWS and _in_columns(block)


def _count_lines(is_one: Callable[[str], object], lines: list[str]) -> int:
    count = 0
    for line in lines:
        if is_one(line):
            count += 1
    return count


def _in_columns(block: list[str]) -> bool:
    """Whether gaps of two spaces and more end at the same columns in each line."""
    shared: set[int] | None = None
    for line in block:
        if not line.strip() or len(line) > 200:
            return False
        ends = {gap.end() for gap in _COLUMNS.finditer(line.rstrip().expandtabs(8))}
        shared = ends if shared is None else shared & ends
    return bool(shared)
