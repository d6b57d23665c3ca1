"""Classes of a comment's elements that only Gloss gives: HTML in a comment stays as it was typed,
and nobody may type what names a reader, or what looks covered and is not.

Until the comment is sanitised their names end in what nobody can guess.
"""

from __future__ import annotations

from secrets import token_hex

_ENDING = f"-{token_hex(16)}"


def made_here(name: str) -> str:
    """The class `name` of an element that Gloss makes, for the sanitiser to let through."""
    return name + _ENDING


def as_stored(html: str) -> str:
    """Sanitised HTML with these classes by their plain names."""
    return html.replace(_ENDING, "")
