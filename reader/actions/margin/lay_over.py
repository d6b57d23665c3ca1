"""What is one reader's own, laid over the text that is the same for all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from reader.actions.margin.marked_passage import MarkedPassage
from reader.actions.margin.own_mark import OwnMark
from reader.actions.margin.paint_blocks import paint_blocks
from reader.actions.margin.shared_text import SharedText, unpack
from reader.models.people.reader import Reader
from reader.text.rendering.by_block import by_block
from reader.text.rendering.painting import Mark

MOST_REMEMBERED = 2_000
"""Painted blocks that a process remembers, of some 3 kB each."""


def lay_over(
    text: SharedText,
    reader: Reader | None = None,
    own: Sequence[OwnMark] = (),
    also: Sequence[Mark] = (),
) -> str:
    """The text as HTML with a reader's `own` marks, and further ones."""
    return "\n".join(laid_over(text, range(len(text.blocks)), reader, own, also))


def laid_over(
    text: SharedText,
    indexes: Iterable[int],
    reader: Reader | None = None,
    own: Sequence[OwnMark] = (),
    also: Sequence[Mark] = (),
) -> list[str]:
    """The same of some blocks, by their indexes: only those that have any such mark are painted
    anew."""
    whose = reader.pk if reader else 0
    names = tuple(sorted(reader.colour_names.items())) if reader else ()
    own_on = by_block(text.starts, [mark for mark in own if not mark.loose])
    also_on = by_block(text.starts, also)
    blocks = []
    for index in indexes:
        html = text.blocks[index]
        if index in own_on or index in also_on:
            marks = tuple(own_on.get(index, ())), tuple(also_on.get(index, ()))
            made_of = text.made_of[index]
            html = _painted(made_of, whose, names, *marks)
        blocks.append(html)
    return blocks


@lru_cache(maxsize=MOST_REMEMBERED)
def _painted(
    made_of: bytes,
    reader: int,
    names: tuple[tuple[str, str], ...],
    own: tuple[OwnMark, ...],
    also: tuple[Mark, ...],
) -> str:
    """A block with what is one reader's own, their names of the colours too. It is remembered,
    because who reads a page comes back to it; all that it depends on is asked for, so it is never
    an old one."""
    plain, shared = unpack(made_of)
    called = dict(names)
    marked = {passage.passage: passage for passage in shared}
    for highlight in own:
        start, end, passage = highlight[:3]
        known = marked.get(passage) or MarkedPassage(start, end, passage)
        if not highlight.colour:
            marked[passage] = known.without(-highlight.said, highlight.unwanted)
            continue
        colour = highlight.colour
        mine = known.highlighted_by(reader, colour, highlight.public, called.get(colour, ""))
        marked[passage] = mine
    seen = sorted(passage for passage in marked.values() if passage.is_seen)
    (painted,) = paint_blocks([plain], seen, also)
    return painted.linked()
