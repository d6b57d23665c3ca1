"""Blocks painted with what one reader sees on them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from reader.actions.margin.marked_passage import MarkedPassage
from reader.actions.margin.painted_block import PaintedBlock
from reader.actions.margin.plain_block import PlainBlock
from reader.text.rendering.painting import Mark, paint_all


def paint_blocks(
    blocks: Sequence[PlainBlock],
    marked: Sequence[MarkedPassage],
    also: Sequence[Mark] = (),
) -> list[PaintedBlock]:
    """Blocks that follow one another, painted with all passages on them, and further marks.

    A passage is counted at the block in which it begins, if that is one of them.
    """
    starts = [block.start for block in blocks]
    comments = [0] * len(blocks)
    mine = [0] * len(blocks)
    showing: list[set[int]] = [set() for _ in blocks]
    popular = [0] * len(blocks)
    marks = []
    for passage in marked:
        marks.append(passage.mark)
        at = bisect_right(starts, passage.start) - 1
        if at >= 0:
            comments[at] += passage.comments
            mine[at] += bool(passage.colour)
            showing[at] |= passage.shown_by
            popular[at] = max(popular[at], passage.popular)
    rows = [(block.html, block.text, block.start) for block in blocks]
    painted = []
    for at, html in enumerate(paint_all(rows, [*marks, *also])):
        index, _, _, start, kind = blocks[at]
        counts = comments[at], mine[at], len(showing[at])
        painted.append(PaintedBlock(index, html, start, kind, *counts, popular[at]))
    return painted
