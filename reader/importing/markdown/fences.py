"""Fences of colons in a Markdown file: notes of the author, classes that we can show, others.

https://pandoc.org/MANUAL.html#divs-and-spans
"""

from __future__ import annotations

import re
from collections.abc import Container

from reader.text.manuscripts.labels import NOTES
from reader.text.rendering.block_processors import FENCED

_FENCE = re.compile(
    r" {0,3}:{3,}[ \t]*(?:\{(?P<attributes>[^{}]*)\}|(?P<word>[\w-]+)(?:[ \t]+\{[^{}]*\})?)?[ \t:]*"
)
_CLASS = re.compile(r"(?:^|\s)\.([\w-]+)")
_SAME = {"centre": "center", "centered": "center", "centred": "center",
         "text-center": "center", "align-right": "right", "text-right": "right",
         "smallcaps": "small-caps", "signature": "sign-off",
         "poem": "verse", "poetry": "verse", "line-block": "verse"}  # fmt: skip
VERSE = "verse"


class Fences:
    """The fences that are open while the lines of a file are read, the innermost last."""

    def __init__(self) -> None:
        self._open: list[str] = []
        self.unknown: list[str] = []

    @property
    def place(self) -> str:
        """The class that a paragraph here wears, or nothing."""
        for name in reversed(self._open):
            if name in FENCED:
                return name
        return ""

    @property
    def is_verse(self) -> bool:
        """Whether lines here are verse."""
        return VERSE in self._open

    def take(self, line: str) -> bool:
        """Whether a line is a fence that begins or ends something other than a note."""
        fence = _FENCE.fullmatch(line)
        if fence is None:
            return False
        if fence["attributes"] is None and fence["word"] is None:
            if self._open:
                self._open.pop()
                return True
            return False
        known = _first_in((*FENCED, VERSE), names_of(line))
        self._open.append(known)
        if not known:
            self.unknown.append(" ".join(line.split()))
        return True


def kind_of_note(line: str) -> str:
    """The kind of author's note that a line begins, or nothing."""
    return _first_in(NOTES, names_of(line))


def ends(line: str) -> bool:
    """Whether a line is a fence that ends something."""
    fence = _FENCE.fullmatch(line)
    return fence is not None and fence["attributes"] is None and fence["word"] is None


def _first_in(known: Container[str], names: list[str]) -> str:
    """The first of some names that is known, or nothing."""
    return next((name for name in names if name in known), "")


def names_of(line: str) -> list[str]:
    """The classes that a fence names; none for what is no fence."""
    fence = _FENCE.fullmatch(line)
    if fence is None:
        return []
    names = [fence["word"]] if fence["word"] else _CLASS.findall(fence["attributes"] or "")
    return [_SAME.get(name.lower(), name.lower()) for name in names]


def fences_warning(unknown: list[str]) -> str:
    """What is to be said of fences that we have no form for."""
    return f"Gloss doesn’t know “{unknown[0][:60]}”, so it kept only the words in it."
