"""The margin: everything that one reader sees beside, and on, the words of a chapter."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from operator import itemgetter
from typing import TypeVar, cast

from django.core.cache import caches
from django.db.models import Count, Exists, OuterRef, Q
from django.db.models.expressions import Combinable

from reader.actions.margin.painted_block import PaintedBlock
from reader.models.library.chapter import Chapter
from reader.models.library.revision import Revision
from reader.models.margin.comment import Comment
from reader.models.margin.highlight import Highlight
from reader.models.margin.passage import Passage, PassageQuerySet
from reader.models.people.reader import Reader
from reader.models.visibility import Viewer
from reader.text.anchoring.passages import Span
from reader.text.rendering.painting import Mark, paint_all

T = TypeVar("T")


MOST_LOOSE = 200
HEAVY_ORIGIN = ("origin__blocks", "origin__source", "origin__text", "origin__places")
"""Large fields of the origin that a list of passages does not need."""


class Margin:
    """What one reader sees on one chapter."""

    def __init__(self, chapter: Chapter, reader: Viewer) -> None:
        self.chapter = chapter
        self.reader = reader if isinstance(reader, Reader) else None

    def blocks(self, also: Sequence[Mark] = (), within: str = "") -> list[PaintedBlock]:
        """The chapter's blocks, painted, with further marks where there are any."""
        passages = Passage.objects.anchored_in(self.chapter)
        spoken = Q(comments__deleted_at=None, comments__hidden_at=None)
        rows = passages.values_list("start", "end", "pk").order_by("start", "end", "pk")
        places, talk = [], {}
        for start, end, pk, said in rows.annotate(said=Count("comments", filter=spoken)):
            places.append((start, end, pk))
            if said:
                talk[pk] = said
        revision = self.chapter.current_revision
        return self._painted(revision, passages, places, talk, also, within)

    def blocks_of(self, revision: Revision) -> tuple[list[PaintedBlock], list[Passage]]:
        """The blocks of an earlier revision, painted with what stood on them, and the passages
        that this reader sees there, in their order, each with its `words` as they stood."""
        known: dict[int, Span] = {}
        for name, (start, end) in revision.places.items():
            known[int(name)] = start, end
        here = Q(pk__in=known) | Q(origin=revision.pk)
        seen = Passage.objects.visible_to(self.reader).filter(here)
        placed = []
        for passage in seen.select_related("chapter__story"):
            start, end = known.get(passage.pk, (passage.origin_start, passage.origin_end))
            passage.words = revision.text[start:end]
            placed.append((start, end, passage.pk, passage))
        placed.sort(key=itemgetter(0, 1, 2))
        places = [(start, end, pk) for start, end, pk, _ in placed]
        talk = self._comments_by_passage(seen)
        return self._painted(revision, seen, places, talk), [passage for *_, passage in placed]

    def _painted(
        self,
        revision: Revision,
        passages: PassageQuerySet,
        places: Iterable[tuple[int, int, int]],
        talk: dict[int, int],
        also: Sequence[Mark] = (),
        within: str = "",
    ) -> list[PaintedBlock]:
        """Blocks of a revision in which `passages` stand at `places`: start, end, key. `talk` is
        how many comments each of them has, where it has any."""
        marks = [*self._marks(passages, places, talk), *also]
        comments: Counter[int] = Counter()
        mine: Counter[int] = Counter()
        showing: defaultdict[int, set[int]] = defaultdict(set)
        for mark in marks:
            block = revision.block_at(mark.start)
            comments[block] += talk.get(mark.passage, 0)
            mine[block] += "mine" in mark.classes
            showing[block] |= mark.shown_by
        rows = []
        for html, start, end, _ in revision.blocks:
            rows.append((html, revision.text[start:end], start))
        painted = []
        for index, html in enumerate(paint_all(rows, marks)):
            _, start, _, kind = revision.blocks[index]
            counts = comments[index], mine[index], len(showing[index])
            painted.append(PaintedBlock(index, html, start, kind, *counts, within))
        return painted

    def _marks(
        self,
        passages: PassageQuerySet,
        places: Iterable[tuple[int, int, int]],
        talk: dict[int, int],
    ) -> list[Mark]:
        """Marks of those passages that this reader has a reason to see."""
        classes, shown = self._classes_by_passage(passages, talk)
        marks = []
        for start, end, pk in places:
            if pk in classes:
                readers = frozenset(shown.get(pk, ()))
                marks.append(Mark(start, end, pk, " ".join(classes[pk]), readers))
        return marks

    def loose(self) -> list[Passage]:
        """The passages whose words are gone, that this reader may see, as they were marked."""
        visible = Passage.objects.visible_to(self.reader).filter(chapter=self.chapter, loose=True)
        visible = visible.select_related("origin__chapter__story").defer(*HEAVY_ORIGIN)
        passages = list(visible[:MOST_LOOSE])
        keys = [passage.pk for passage in passages]
        own = Passage.objects.of(self.reader).filter(pk__in=keys)
        own_keys = set(own.values_list("pk", flat=True))
        for passage in passages:
            passage.own = passage.pk in own_keys
        return passages

    def spoken_of(self) -> PassageQuerySet:
        """The passages that have a card beside the text: with comments, or a note of one's own."""
        here = {"passage": OuterRef("pk")}
        noted = Highlight.objects.filter(**here, reader=self.reader, removed_at=None)
        said: Combinable | Q = Exists(Comment.objects.spoken().filter(**here))
        if self.reader:
            said |= Exists(noted.exclude(note=""))
        passages = Passage.objects.visible_to(self.reader).anchored_in(self.chapter)
        return passages.filter(said).order_by("start", "end", "pk")

    def kept(self, what: str, make: Callable[[], T]) -> T:
        """A piece of this reader's page from the cache, made where it is not there yet.

        The chapter's stamp is in the name, so what was kept before a change is never found again.
        """
        reader = self.reader.pk if self.reader else 0
        stamps = self.chapter.stamps
        state = f"{stamps.stamp}-{stamps.story}-{stamps.margin}-{stamps.comments}"
        name = f"{what}:{stamps.chapter}:{state}:{reader}"
        return cast(T, caches["pages"].get_or_set(name, make))

    def _comments_by_passage(self, passages: PassageQuerySet) -> dict[int, int]:
        comments = Comment.objects.spoken().filter(passage__in=passages).order_by()
        counted = comments.values("passage_id").annotate(total=Count("pk"))
        return dict(counted.values_list("passage_id", "total"))

    def _classes_by_passage(
        self, passages: PassageQuerySet, talk: dict[int, int]
    ) -> tuple[dict[int, list[str]], dict[int, set[int]]]:
        """Why this reader sees each passage (their own mark, somebody's shown mark, talk), and
        who shows that they marked it: never anybody who keeps it to themselves."""
        classes: dict[int, list[str]] = {}
        shown: dict[int, set[int]] = {}
        highlights = Highlight.objects.visible_to(self.reader).filter(passage__in=passages)
        for passage, reader, colour, public in highlights.order_by("pk").values_list(
            "passage_id", "reader_id", "colour", "public"
        ):
            own = self.reader and reader == self.reader.pk
            classes.setdefault(passage, []).append(f"mine {colour}" if own else "shown")
            if public:
                shown.setdefault(passage, set()).add(reader)
        for passage in talk:
            classes.setdefault(passage, []).append("talk")
        return classes, shown
