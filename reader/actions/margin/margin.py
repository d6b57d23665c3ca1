"""The margin: everything that one reader sees beside, and on, the words of a chapter."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from django.db.models import Exists, OuterRef, Q
from django.db.models.expressions import Combinable

from reader.actions.margin.marked_passage import AnchoredPassages, MarkedPassage, marked_passages
from reader.actions.margin.paint_blocks import paint_blocks
from reader.actions.margin.painted_block import PaintedBlock
from reader.actions.margin.plain_block import plain_blocks, stretch_of
from reader.models.library.chapter import Chapter
from reader.models.library.revision import Revision
from reader.models.margin.comment import Comment
from reader.models.margin.highlight import Highlight
from reader.models.margin.passage import Passage, PassageQuerySet
from reader.models.margin.sight import Sight, sight_of
from reader.models.people.reader import Reader
from reader.models.viewer import Viewer
from reader.text.anchoring.passages import Span

HEAVY_ORIGIN = ("origin__blocks", "origin__source", "origin__text", "origin__places")
"""Large fields of the origin that a list of passages does not need."""


class Margin:
    """What one reader sees on one chapter, which they may read."""

    def __init__(self, chapter: Chapter, reader: Viewer) -> None:
        self.chapter = chapter
        self.reader = reader if isinstance(reader, Reader) else None

    @cached_property
    def sight(self) -> Sight:
        """What they see of the comments here besides what everybody does."""
        return sight_of(self.reader, self.chapter.story.author_keys)

    def _marked(self, passages: AnchoredPassages | PassageQuerySet) -> list[MarkedPassage]:
        return marked_passages(passages, self.reader, self.sight)

    def blocks(self) -> list[PaintedBlock]:
        """The chapter's blocks, painted."""
        revision = self.chapter.current_revision
        marked = self._marked(AnchoredPassages(self.chapter.pk, revision.pk))
        return paint_blocks(plain_blocks(revision), marked)

    def blocks_at(self, start: int, end: int) -> list[PaintedBlock]:
        """The blocks of a stretch, painted. One query, however much is on the others."""
        revision = self.chapter.current_revision
        blocks = plain_blocks(revision, revision.block_at(start), revision.block_at(end - 1))
        passages = AnchoredPassages(self.chapter.pk, revision.pk).on(*stretch_of(blocks))
        return paint_blocks(blocks, self._marked(passages))

    def blocks_of(self, revision: Revision) -> tuple[list[PaintedBlock], list[Passage]]:
        """The blocks of an earlier revision, painted with what stood on them, and the passages
        that this reader sees there, in their order, each with its `words` as they stood."""
        known: dict[int, Span] = {}
        for name, (start, end) in revision.places.items():
            known[int(name)] = start, end
        here = Q(pk__in=known) | Q(origin=revision.pk)
        seen = Passage.objects.visible_to(self.reader).filter(here)
        passages = {}
        for passage in seen.select_related("chapter__story"):
            start, end = known.get(passage.pk, (passage.origin_start, passage.origin_end))
            passage.words = revision.text[start:end]
            passages[passage.pk] = start, end, passage
        marked = []
        for row in self._marked(seen):
            if row.passage in passages:
                start, end, _ = passages[row.passage]
                marked.append(row._replace(start=start, end=end))
        in_order = sorted(passages.values(), key=lambda placed: (*placed[:2], placed[2].pk))
        blocks = paint_blocks(plain_blocks(revision), sorted(marked))
        return blocks, [passage for *_, passage in in_order]

    def loose(self) -> PassageQuerySet:
        """The passages whose words are gone, that this reader may see, as they were marked."""
        visible = Passage.objects.seen_by(self.reader).filter(chapter=self.chapter, loose=True)
        return visible.select_related("origin__chapter__story").defer(*HEAVY_ORIGIN)

    def tell_own(self, passages: Sequence[Passage]) -> None:
        """Say on each passage whether it is this reader's `own`."""
        keys = [passage.pk for passage in passages]
        own = Passage.objects.of(self.reader).filter(pk__in=keys)
        own_keys = set(own.values_list("pk", flat=True))
        for passage in passages:
            passage.own = passage.pk in own_keys

    def spoken_of(self) -> PassageQuerySet:
        """The passages that have a card beside the text: with comments, or a note of one's own."""
        here = {"passage": OuterRef("pk")}
        noted = Highlight.objects.filter(**here, reader=self.reader, removed_at=None)
        said: Combinable | Q = Exists(Comment.objects.seen_with(self.sight).filter(**here))
        if self.reader:
            said |= Exists(noted.exclude(note=""))
        passages = Passage.objects.seen_by(self.reader).anchored_in(self.chapter)
        return passages.filter(said).order_by("start", "end", "pk")
