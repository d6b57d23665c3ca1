"""How a chapter may begin on the page: what its first paragraph allows a typesetter to do."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

# Code points that a first paragraph has at least, so that it is deeper than a large capital.
SHORTEST_WITH_A_CAPITAL = 200
_OPENS_SPEECH = "“‘«„‚‹\"'"
_CASED = ("LATIN ", "GREEK ", "CYRILLIC ", "ARMENIAN ")


def opening_of(blocks: Sequence[tuple[str, str]]) -> str:
    """`capital` where the first paragraph begins with a capital letter that can be set large,
    `word` where that letter is a word by itself, as in "I have", `line` where only the first line
    is to be set in small capitals; else nothing.

    `blocks` are the text and the kind of each block. Only alphabets that have capitals have
    large ones; a short first paragraph would not reach around one, and before one a quotation
    mark stands in the way.
    """
    for text, kind in blocks:
        if kind == "paragraph":
            return _opening_of(text)
        if kind == "verse":
            return ""
    return ""


def _opening_of(paragraph: str) -> str:
    if "\n" in paragraph:
        return ""
    if _is_capital(paragraph[:1]) and len(paragraph) >= SHORTEST_WITH_A_CAPITAL:
        return "word" if paragraph[1].isspace() else "capital"
    return "line" if _is_capital(paragraph[:2].lstrip(_OPENS_SPEECH)[:1]) else ""


def _is_capital(character: str) -> bool:
    upper = character != "" and unicodedata.category(character) == "Lu"
    return upper and unicodedata.name(character, "").startswith(_CASED)
