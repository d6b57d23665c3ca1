"""Cut a chapter's Markdown in two before one of its blocks, and join two to one."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable

# Gives the plain text of each block that a Markdown source is rendered to.
BlockTexts = Callable[[str], list[str]]

_LABEL = re.compile(r"\[\^([^\]\s]+)\]")
_DEFINITION = re.compile(r"^ {0,3}\[\^([^\]\s]+)\]:", re.MULTILINE)


class CannotSplit(ValueError):
    """The two parts would not say what the whole says: something in one is defined in the other."""


def split_source(source: str, index: int, texts_of: BlockTexts) -> tuple[str, str]:
    """Cut `source` before its block `index`: two sources whose blocks are those of the whole.

    Raises CannotHalve where there is no such place.
    """
    whole = texts_of(source)
    lines = source.split("\n")
    starts = []
    for at in range(1, len(lines)):
        if lines[at].strip() and not lines[at - 1].strip():
            starts.append(at)

    def above(line: int) -> str:
        return "\n".join(lines[:line]).rstrip()

    found = bisect_left(starts, index, key=lambda line: len(texts_of(above(line))))
    if not 0 < index < len(whole) or found == len(starts):
        raise CannotSplit
    first = above(starts[found])
    second = "\n".join(lines[starts[found] :])
    if texts_of(first) != whole[:index] or texts_of(second) != whole[index:]:
        raise CannotSplit
    return first, second


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
