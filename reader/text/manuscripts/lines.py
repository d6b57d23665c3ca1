"""What lines of a plain text look like: their ends, their indents, their lengths."""

from __future__ import annotations

import re
from collections.abc import Callable

_ENDS_A_SENTENCE = re.compile(r"[.!?…:。！？][\"'”’»)*_]*$")
_WITHOUT_SPACES = re.compile("[\u3040-\u30ff\u3400-\u9fff\uff00-\uff60「『（]")
_INDENT = re.compile(r"[ \t\u3000\xa0]{2,}|\t|\u3000")


def is_without_spaces(line: str) -> bool:
    """Whether a line begins with a script that has no spaces between words."""
    return bool(_WITHOUT_SPACES.match(line.lstrip()))


def is_indented(line: str) -> bool:
    """Whether a line begins with two spaces, a tab or a wide space."""
    return bool(_INDENT.match(line))


def has_open_end(line: str) -> bool:
    """Whether a line ends amid a sentence."""
    return not _ENDS_A_SENTENCE.search(line)


def length_of_longest(groups: list[list[str]]) -> int:
    """The length of the longest line."""
    length = 0
    for lines in groups:
        length = max(length, *map(len, lines))
    return length


def with_indents(lines: list[str]) -> list[str]:
    """Lines without the white space that all of them begin with."""
    lines = [line.expandtabs(4) for line in lines]
    margin = min(map(_indent, lines))
    return [line[margin:] for line in lines]


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def find_line(
    lines: list[str], is_sought: Callable[[str], object], start: int, stop: int | None = None
) -> int | None:
    """The index of the first of the lines from `start` to `stop` that is the one sought."""
    for at, line in enumerate(lines[start:stop], start):
        if is_sought(line):
            return at
    return None
