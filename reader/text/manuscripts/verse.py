"""Which lines of a plain text are verse."""

from __future__ import annotations

from reader.text.manuscripts.lines import has_open_end, is_indented, is_without_spaces
from reader.text.manuscripts.wrapping import SLACK

# Characters of a line, in short lines, and in long ones.
LONGEST_VERSE = 60
_LONGEST_LONG_VERSE = 90
_SHORTEST_LONG_STANZA = 3


def is_stanza(lines: list[str], width: int) -> bool:
    """Whether lines are verse whatever the file does elsewhere: short, most of them without the
    end of a sentence, and in a wrapped text set in, or each with a capital."""
    widest = max(map(len, lines))
    if widest > (LONGEST_VERSE if width else _LONGEST_LONG_VERSE) or len(lines) < 2:
        return False
    open_ends = sum(map(has_open_end, lines[:-1]))
    if 2 * open_ends < len(lines) - 1 or (not width and len(lines) < _SHORTEST_LONG_STANZA):
        return False
    if not width:
        return _begin_with_capitals(lines)
    if widest < width - SLACK and all(map(is_indented, lines)):
        return True
    return len(lines) > 2 and _begin_with_capitals(lines)


def _begin_with_capitals(lines: list[str]) -> bool:
    """Whether no line begins with a small letter, and one at least with a capital."""
    first = [line.strip()[:1] for line in lines]
    return not any(map(str.islower, first)) and any(map(str.isupper, first))


def are_sentences(lines: list[str]) -> bool:
    """Whether lines of a script without spaces, where many words are short, are sentences."""
    for line in lines:
        if not is_without_spaces(line) or has_open_end(line.rstrip("」』")):
            return False
    return True
