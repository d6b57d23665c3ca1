"""What is one reader's own, laid over the text that is the same for all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from reader.actions.margin.marked_passage import MarkedPassage
from reader.actions.margin.own_mark import OwnMark
from reader.actions.margin.paint_blocks import paint_blocks
from reader.actions.margin.shared_text import SharedBlock, SharedText
from reader.text.rendering.painting import Mark


def lay_over(
    text: SharedText, reader: int = 0, own: Sequence[OwnMark] = (), also: Sequence[Mark] = ()
) -> str:
    """The text as HTML with a reader's `own` marks, and further ones: only the blocks that have
    any are painted anew."""
    own_on: defaultdict[int, list[OwnMark]] = defaultdict(list)
    for highlight in own:
        if not highlight.loose:
            for index in text.blocks_on((highlight.start, highlight.end)):
                own_on[index].append(highlight)
    also_on: defaultdict[int, list[Mark]] = defaultdict(list)
    for mark in also:
        for index in text.blocks_on((mark.start, mark.end)):
            also_on[index].append(mark)
    blocks = []
    for index, block in enumerate(text.blocks):
        html = block.html
        if index in own_on or index in also_on:
            html = _with_own(text, block, reader, own_on[index], also_on[index])
        blocks.append(html)
    return "\n".join(blocks)


def _with_own(
    text: SharedText,
    block: SharedBlock,
    reader: int,
    own: Sequence[OwnMark],
    also: Sequence[Mark],
) -> str:
    plain, shared = block.unpack()
    marked = {passage.passage: passage for passage in shared}
    for highlight in own:
        start, end, passage = highlight[:3]
        known = marked.get(passage) or MarkedPassage(start, end, passage)
        marked[passage] = known.highlighted_by(reader, highlight.colour, highlight.public)
    (painted,) = paint_blocks([plain], sorted(marked.values()), also, text.within)
    return painted.linked(text.base)
