"""The painted text of a chapter as everybody sees it: made once for all, and mended where what
everybody sees has changed."""

from __future__ import annotations

import pickle
from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import NamedTuple

from django.core.cache import caches

from reader.actions.make_once import keep_one, make_once
from reader.actions.margin.marked_passage import AnchoredPassages, MarkedPassage, marked_passages
from reader.actions.margin.paint_blocks import paint_blocks
from reader.actions.margin.painted_block import LINK_WITH_TALK
from reader.actions.margin.plain_block import PlainBlock, plain_blocks
from reader.models.library.revision import Revision
from reader.models.stamps import Stamps
from reader.text.anchoring.passages import Span
from reader.text.rendering.by_block import by_block

MOST_MENDED = 20
"""Stretches that are painted anew each for itself; where more have changed, the whole text is."""

PLACES = 100
"""Texts that are kept of pages with many chapters, at most: of all such pages together."""


def pack(block: PlainBlock, marked: Sequence[MarkedPassage]) -> bytes:
    """What a shared block is painted of: the plain block, and the passages on it that everybody
    sees. As plain tuples, because named ones take four times as long to pickle."""
    return pickle.dumps((tuple(block), [tuple(passage) for passage in marked]))


def unpack(made_of: bytes) -> tuple[PlainBlock, list[MarkedPassage]]:
    """What `pack` was given."""
    block, marked = pickle.loads(made_of)
    return PlainBlock(*block), [MarkedPassage(*passage) for passage in marked]


class SharedText(NamedTuple):
    """The blocks of a revision as everybody sees them, with their links, as of one stamp of the
    margin, and how the text may begin; and, pickled, what each block is painted of, because few
    readers need that, of few blocks."""

    margin: int
    revision: int
    length: int
    opening: str
    starts: list[int]
    blocks: list[str]
    made_of: list[bytes]

    def block_at(self, offset: int) -> int:
        """The index of the block that holds a code point of the plain text, or the one before."""
        return max(bisect_right(self.starts, offset) - 1, 0)

    def blocks_on(self, stretch: Span) -> range:
        """The indexes of the blocks on which a stretch stands."""
        if not self.starts:
            return range(0)
        start, end = stretch
        return range(self.block_at(start), self.block_at(end - 1) + 1)


def has_talk(blocks: Sequence[str]) -> bool:
    """Whether anybody says something on these painted blocks."""
    return any(block.startswith(LINK_WITH_TALK) for block in blocks)


class TextSource(NamedTuple):
    """Which text is wanted: of a chapter at these stamps, its revision, and how it is found where
    it has to be painted."""

    stamps: Stamps
    revision: int
    load: Callable[[], Revision]

    @property
    def name(self) -> str:
        """What the painted text is called in the cache."""
        return f"text:{self.stamps.chapter}:{self.stamps.stamp}"

    @property
    def passages(self) -> AnchoredPassages:
        """The passages whose words are in this text."""
        return AnchoredPassages(self.stamps.chapter, self.revision)


def shared_text(source: TextSource) -> SharedText:
    """The text as everybody sees it now: as it is kept, mended if something on it has changed,
    else painted whole. One of those who want it at the same time makes it."""
    kept: SharedText | None = None

    def find() -> SharedText | None:
        nonlocal kept
        kept = caches["pages"].get(source.name)
        return kept if kept and kept.margin == source.stamps.margin else None

    def make() -> SharedText:
        text = _mended(source, kept) or _painted(source)
        caches["pages"].set(source.name, text)
        return text

    return make_once(source.name, find, make)


def shared_text_among_many(source: TextSource) -> SharedText:
    """The same, for a page with many chapters. What is kept is used; what is not takes one of a
    few places, so that a page that few read never pushes out those that many do."""
    if caches["pages"].has_key(source.name):
        return shared_text(source)
    place = f"among-many:{source.stamps.chapter % PLACES}"
    return keep_one(place, (source.name, source.stamps.margin), lambda: _painted(source))


def _painted(source: TextSource) -> SharedText:
    revision = source.load()
    marked = marked_passages(source.passages, None)
    text = SharedText(
        source.stamps.margin,
        source.revision,
        len(revision.text),
        revision.opening_style,
        revision.starts,
        [],
        [],
    )
    blocks = plain_blocks(revision)
    return _with(text, blocks, marked) if blocks else text


def _mended(source: TextSource, text: SharedText | None) -> SharedText | None:
    """A text that was kept, with the blocks painted anew that have changed since; None where it is
    not known which they are, or they are many. What changed on a stretch is what its very words
    carry; what else stands on its blocks is known."""
    stretches = text and source.stamps.stretches_since(text.margin)
    if text is None or stretches is None or len(stretches) > MOST_MENDED:
        return None
    for stretch in set(stretches):
        changed = text.blocks_on(stretch)
        if not changed:
            continue
        plain, kept = [], {}
        for index in changed:
            block, on_block = unpack(text.made_of[index])
            plain.append(block)
            for passage in on_block:
                if (passage.start, passage.end) != stretch:
                    kept[passage.passage] = passage
        anew = marked_passages(source.passages.of(*stretch), None)
        text = _with(text, plain, sorted([*kept.values(), *anew]))
    return text._replace(margin=source.stamps.margin)


def _with(
    text: SharedText, plain: Sequence[PlainBlock], marked: Sequence[MarkedPassage]
) -> SharedText:
    """A text with blocks that follow one another, painted with what everybody sees on them, in
    place of what it had there."""
    passages = by_block(text.starts, marked)
    html, made_of = list(text.blocks), list(text.made_of)
    first, after = plain[0].number, plain[-1].number + 1
    painted = paint_blocks(plain, marked)
    html[first:after] = [block.linked() for block in painted]
    made_of[first:after] = [pack(block, passages.get(block.number, ())) for block in plain]
    return text._replace(blocks=html, made_of=made_of)
