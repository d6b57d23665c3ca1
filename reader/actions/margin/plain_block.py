"""Blocks of a text as they are stored, before anything is painted on them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from reader.models.library.picture_addresses import with_pictures
from reader.models.library.revision import Revision
from reader.text.anchoring.passages import Span


class PlainBlock(NamedTuple):
    """A block's HTML and plain text, which it is of its revision, from 0, and where it starts."""

    number: int
    html: str
    text: str
    start: int
    kind: str


def plain_blocks(revision: Revision, first: int = 0, last: int | None = None) -> list[PlainBlock]:
    """The blocks of a revision, or those from `first` to `last`."""
    end_of_all = len(revision.blocks) if last is None else last + 1
    blocks = []
    for index in range(first, end_of_all):
        html, start, end, kind = revision.blocks[index]
        text = revision.text[start:end]
        blocks.append(PlainBlock(index, with_pictures(html), text, start, kind))
    return blocks


def stretch_of(blocks: Sequence[PlainBlock]) -> Span:
    """Where some blocks that follow one another stand in their text, in code points."""
    return blocks[0].start, blocks[-1].start + len(blocks[-1].text)
