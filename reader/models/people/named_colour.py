"""The colours of highlights, and what a reader calls them."""

from __future__ import annotations

from collections.abc import Mapping

LONGEST_NAME = 24
"""Characters of a colour's name: it stands on a button."""


class NamedColour(str):
    """A colour of highlights, as it is stored, with the `name` that its reader gave it."""

    __slots__ = ("name",)
    name: str

    def __new__(cls, colour: str, name: str = "") -> NamedColour:
        named = super().__new__(cls, colour)
        named.name = name or colour.capitalize()
        return named


def named(colour: str, names: Mapping[str, str]) -> NamedColour:
    """A colour with the name that it has among a reader's `names`, else its plain one."""
    return NamedColour(colour, names.get(colour, ""))
