"""Lines that were wrapped at a column by hand: whether they were, where, and unwrapped."""

from __future__ import annotations

from itertools import pairwise

from reader.text.manuscripts.lines import (
    has_open_end,
    is_without_spaces,
    with_indents,
)

# Columns; characters of East Asian scripts take two.
WIDEST_WRAP = 100
_NARROWEST_WRAP = 40
# How many columns short of the margin a wrapped line may stop.
SLACK = 12
_LINES_TO_AN_EXCEPTION = 200
_LEAST_OF_PROSE = 0.6
"""Of the widest line: what a line of prose has that was wrapped with a ragged margin."""


def wrap_width(groups: list[list[str]]) -> int:
    """The column at which lines are wrapped, or 0 if they are not.

    Lines are wrapped where most of them could not have held the first word of the next.
    """
    width = _usual_longest(groups)
    if not groups or width > WIDEST_WRAP:
        return 0
    pairs = full = small = open_ends = 0
    for lines in groups:
        pairs += len(lines) - 1
        full += _count_full(lines, width)
        small += sum(map(_goes_on, lines[1:]))
        open_ends += sum(map(has_open_end, lines[:-1]))
    wrapped = full >= 0.6 * pairs and min(small, open_ends) >= pairs / 3
    narrowest = _NARROWEST_WRAP // (2 if is_without_spaces(groups[0][0]) else 1)
    return width if width > narrowest and pairs > 1 and wrapped else 0


def _usual_longest(groups: list[list[str]]) -> int:
    """The length that all lines keep to, but for one in many."""
    lengths: list[int] = []
    for lines in groups:
        lengths += map(len, lines)
    lengths.sort()
    return lengths[len(lengths) - 1 - len(lengths) // _LINES_TO_AN_EXCEPTION] if lengths else 0


def _count_full(lines: list[str], width: int) -> int:
    """How many lines end where they do because the next word did not fit."""
    full = 0
    for line, after in pairwise(lines):
        if _is_full(line, after, width):
            full += 1
    return full


def _is_full(line: str, after: str, width: int) -> bool:
    """Whether `line` ends where it does because the first word of the next did not fit."""
    first = 1 if is_without_spaces(after) else len(after.split(maxsplit=1)[0])
    return len(line) + 1 + first > width - SLACK


def _goes_on(after: str) -> bool:
    """Whether a line may go on with the sentence of the line above: most begin small."""
    first = after.lstrip("\"'“”‘’«»(*_- \t")[:1]
    return not first.isupper()


def _runs_on(lines: list[str], width: int) -> bool:
    """Whether lines of rather different lengths are prose: long ones, in midst of a sentence."""
    if min(map(len, lines[:-1]), default=0) < _LEAST_OF_PROSE * width:
        return False
    return all(has_open_end(line) and _goes_on(after) for line, after in pairwise(lines))


def unwrapped(lines: list[str], width: int) -> list[str]:
    """Wrapped lines as one line; lines that mostly stop early stay as the author broke them."""
    if 2 * _count_full(lines, width) < len(lines) - 1 and not _runs_on(lines, width):
        return with_indents(lines)
    gap = "" if is_without_spaces(lines[-1]) else " "
    return [gap.join(map(str.strip, lines))]
