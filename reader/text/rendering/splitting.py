"""Cut a chapter's Markdown in two before one of its blocks, and join two to one."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable

from reader.text.rendering.footnote_sources import part_footnotes, with_footnotes

# Gives the plain text of each block that a Markdown source is rendered to.
BlockTexts = Callable[[str], list[str]]

_LABEL = re.compile(r"\[\^([^\]\s]+)\]")
_DEFINITION = re.compile(r"^ {0,3}\[\^([^\]\s]+)\]:", re.MULTILINE)


class CannotSplit(ValueError):
    """The two parts would not say what the whole says: something in one is defined in the other."""


def split_source(source: str, index: int, texts_of: BlockTexts) -> tuple[str, str]:
    """Cut `source` before its block `index`: two sources whose blocks are those of the whole, and
    whose footnotes, the last block of each, stand with their marks.

    Raises CannotSplit where there is no such place.
    """
    whole = texts_of(source)
    text, footnotes = part_footnotes(source)
    first, second = _cut(text, index, texts_of)
    if not footnotes:
        if texts_of(first) != whole[:index] or texts_of(second) != whole[index:]:
            raise CannotSplit
        return first, second
    first, second = with_footnotes(first, second, footnotes)
    above, below = texts_of(first), texts_of(second)
    rest = whole[index:-1]
    if above[:index] != whole[:index] or below[: len(rest)] != rest:
        raise CannotSplit
    noted = above[index:] + below[len(rest) :]
    if len(above) > index + 1 or len(below) > len(rest) + 1 or not _says(noted, whole[-1]):
        raise CannotSplit
    return first, second


def _cut(source: str, index: int, texts_of: BlockTexts) -> tuple[str, str]:
    """A source cut before its block `index`, as far as its lines show."""
    lines = source.split("\n")
    starts = []
    for at in range(1, len(lines)):
        if lines[at].strip() and not lines[at - 1].strip():
            starts.append(at)

    def above(line: int) -> str:
        return "\n".join(lines[:line]).rstrip()

    found = bisect_left(starts, index, key=lambda line: len(texts_of(above(line))))
    if index < 1 or found == len(starts):
        raise CannotSplit
    return above(starts[found]), "\n".join(lines[starts[found] :])


def _says(noted: list[str], footnotes: str) -> bool:
    """Whether two blocks of footnotes have every line that was in one, and no other."""
    return _lines("\n".join(noted)) == _lines(footnotes)


def _lines(text: str) -> set[str]:
    """The lines of a text; one that two marks lead to ends with a space between the ways back."""
    return {line.strip() for line in text.split("\n")}


def join_sources(first: str, second: str) -> str:
    """One source of two; footnotes of the second that are called like ones of the first renamed."""
    taken = set(_DEFINITION.findall(first))
    others = set(_DEFINITION.findall(second))

    def renamed(label: re.Match[str]) -> str:
        name = label[1]
        if name not in taken or name not in others:
            return label[0]
        number = 2
        while f"{name}-{number}" in taken | others:
            number += 1
        return f"[^{name}-{number}]"

    second = _LABEL.sub(renamed, second).lstrip("\n")
    return f"{first.rstrip()}\n\n{second}"
