"""The tags in the sanitised HTML of a block, where `<` begins one and nothing else."""

from __future__ import annotations

import re
from typing import NamedTuple

TAGS = re.compile(r"(<[^>]+>)")
"""Splits HTML into words and tags, in turn."""
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)")
_ATTRIBUTE = re.compile(r' ([\w-]+)="([^"]*)"')


class Tag(NamedTuple):
    """One tag: whether it is an end tag, the element's name, its attributes as they are escaped."""

    ends: bool
    name: str
    attributes: dict[str, str]


def tag_in(piece: str) -> Tag:
    """The tag that a piece of HTML is."""
    match = _TAG.match(piece)
    if match is None:
        raise ValueError(f"no tag: {piece!r}")
    ends, name = match.groups()
    return Tag(bool(ends), name, {} if ends else dict(_ATTRIBUTE.findall(piece)))
