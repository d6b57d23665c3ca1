"""Covers: what a story looks like on a shelf, drawn from its slug, its title and its language."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from zlib import crc32

CLOTHS = 8
DESIGNS = ("stamped", "label", "bands", "frame", "initial", "paper")
UPRIGHT = ("ja", "zh")
"""Languages whose books have a slip with the title set from top to bottom."""
SIZES = ((9, "short"), (24, "middle"), (60, "long"))


@dataclass(frozen=True)
class Cover:
    """The colour of the cloth, how the words stand on it, how large they are set, and the
    letter that a cover may show. Stylesheets draw the rest."""

    cloth: int
    design: str
    size: str
    initial: str

    @classmethod
    def of(cls, slug: str, title: str, language: str) -> Cover:
        """The cover of a story: the same on every page and every instance, for it hangs on the
        story's slug."""
        number = crc32(slug.encode())
        upright = language.partition("-")[0] in UPRIGHT
        design = "upright" if upright else DESIGNS[number // CLOTHS % len(DESIGNS)]
        width = sum(1 + (unicodedata.east_asian_width(letter) in "WF") for letter in title)
        longest = max((len(word) for word in title.split()), default=0)
        size = next((name for most, name in SIZES if width <= most), "longest")
        if longest > 12 and size in ("short", "middle"):
            size = "long"
        return cls(number % CLOTHS, design, size, _initial(title))


def _initial(title: str) -> str:
    """The first letter or digit of a title, with the marks on it."""
    for at, letter in enumerate(title):
        if unicodedata.category(letter)[0] in "LN":
            end = at + 1
            while end < len(title) and unicodedata.category(title[end])[0] == "M":
                end += 1
            return title[at:end].upper()
    return title[:1]
