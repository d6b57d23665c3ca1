"""The margin: everything that one reader sees beside, and on, the words of a chapter."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple, TypeVar

from django.core.cache import caches
from django.db.models import Count, Exists, OuterRef, Q
from django.template.defaultfilters import pluralize

from reader.models.library.chapter import Chapter
from reader.models.library.revision import Revision
from reader.models.margin.comment import Comment
from reader.models.margin.highlight import Highlight
from reader.models.margin.passage import Passage, PassageQuerySet
from reader.models.people.reader import Reader
from reader.models.visibility import Viewer
from reader.text.rendering.painting import Mark, paint_all

T = TypeVar("T")


MOST_LOOSE = 200
MOST_SLIPS = 200
_MOVED_SIDEWAYS = ("table", "preformatted")
"""Kinds of blocks that may be wider than a page: by keyboard too one gets to all of them."""
_OPENING = re.compile(r"<\w+")
_MARK = re.compile(r"(<mark [^>]*)>")
_TAG = re.compile(r"<[^>]+>")
_NAME = re.compile(r'( (?:id="|href="#))')


class PaintedBlock(NamedTuple):
    """A block with the marks that its reader sees, and how many speak up about it: comments,
    highlights of the reader's own, readers who show theirs.

    `within` goes before every name, where several chapters stand on one page.
    """

    index: int
    html: str
    start: int
    kind: str
    comments: int
    mine: int
    shown: int = 0
    within: str = ""

    @property
    def element(self) -> str:
        """The block as it stands in the article, with the name by which it is found."""
        return self._with()

    @property
    def swapped(self) -> str:
        """The same, to take the place of the one in an open page."""
        return self._with(' hx-swap-oob="true"')

    @property
    def link_label(self) -> str:
        """What the link beside the block says to those who do not see it: what stands there."""
        label = "Highlight or comment on this paragraph"
        if self.comments:
            label = f"{self.comments} comment{pluralize(self.comments)} on this paragraph"
        if self.mine:
            label += f", {self.mine} highlight{pluralize(self.mine)} of yours"
        if self.shown:
            label += f", highlighted by {self.shown} reader{pluralize(self.shown)}"
        return label

    def _with(self, more: str = "") -> str:
        html, name = self.html, f"{self.within}b{self.index}"
        if self.within:
            html = named_within(html, self.within)
        if "<mark " in html:
            html = _MARK.sub(rf'\1 aria-details="{self.within}w{self.index}">', html)
        if self.kind in _MOVED_SIDEWAYS:
            more += ' tabindex="0"'
        tag = _OPENING.match(html).end()
        return f'{html[:tag]} id="{name}" data-start="{self.start}"{more}{html[tag:]}'


def named_within(html: str, within: str) -> str:
    """HTML in which every name, and every link to one, begins with `within`."""
    return _TAG.sub(lambda tag: _NAME.sub(rf"\g<1>{within}", tag[0]), html)


class Margin:
    """What one reader sees on one chapter. Three queries at most, however many passages."""

    def __init__(self, chapter: Chapter, reader: Viewer) -> None:
        self.chapter = chapter
        self.reader = reader if isinstance(reader, Reader) else None

    def blocks(self, also: Sequence[Mark] = (), within: str = "") -> list[PaintedBlock]:
        """The chapter's blocks, painted, with further marks where there are any."""
        passages = Passage.objects.anchored_in(self.chapter)
        places = passages.values_list("start", "end", "pk")
        return self._painted(self.chapter.revision, passages, places, also, within)

    def blocks_of(self, revision: Revision) -> tuple[list[PaintedBlock], list[Passage]]:
        """The blocks of an earlier revision, painted with what stood on them, and the passages
        that this reader sees there, in their order, each with its `words` as they stood."""
        known = {int(pk): tuple(place) for pk, place in revision.places.items()}
        seen = Passage.objects.visible_to(self.reader).filter(
            Q(pk__in=known) | Q(origin=revision.pk)
        )
        passages = list(seen.select_related("chapter__story"))
        places = []
        for passage in passages:
            start, end = known.get(passage.pk, (passage.origin_start, passage.origin_end))
            passage.words = revision.text[start:end]
            places.append((start, end, passage.pk))
        order = {pk: at for at, (_, _, pk) in enumerate(sorted(places))}
        passages.sort(key=lambda passage: order[passage.pk])
        return self._painted(revision, seen, places), passages

    def _painted(
        self,
        revision: Revision,
        passages: PassageQuerySet,
        places: Iterable[tuple[int, int, int]],
        also: Sequence[Mark] = (),
        within: str = "",
    ) -> list[PaintedBlock]:
        """Blocks of a revision in which `passages` stand at `places`: start, end, key."""
        rows, text = revision.blocks, revision.text
        talk = self._comments_by_passage(passages)
        worn, shown = self._worn_by_passage(passages, talk)
        marks = [
            Mark(start, end, pk, " ".join(worn[pk]), frozenset(shown.get(pk, ())))
            for start, end, pk in places
            if pk in worn
        ]
        marks += also
        comments, mine, showing = Counter(), Counter(), defaultdict(set)
        for mark in marks:
            block = revision.block_at(mark.start)
            comments[block] += talk.get(mark.passage, 0)
            mine[block] += "mine" in mark.classes
            showing[block] |= mark.shown_by
        painted = paint_all([(html, text[start:end], start) for html, start, end, _ in rows], marks)
        return [
            PaintedBlock(i, html, start, kind, comments[i], mine[i], len(showing[i]), within)
            for i, ((_, start, _, kind), html) in enumerate(zip(rows, painted, strict=True))
        ]

    def loose(self) -> list[Passage]:
        """The passages whose words are gone, that this reader may see, as they were marked."""
        passages = Passage.objects.visible_to(self.reader).filter(chapter=self.chapter, loose=True)
        heavy = [f"origin__{field}" for field in ("blocks", "source", "text", "places")]
        passages = passages.select_related("origin__chapter__story").defer(*heavy)[:MOST_LOOSE]
        passages = list(passages)
        own = Passage.objects.of(self.reader).filter(pk__in=[p.pk for p in passages])
        own = set(own.values_list("pk", flat=True))
        for passage in passages:
            passage.own = passage.pk in own
        return passages

    def spoken_of(self) -> list[Passage]:
        """The passages that have a slip beside the text: with comments, or a note of one's own."""
        here = {"passage": OuterRef("pk")}
        noted = Highlight.objects.filter(**here, reader=self.reader, removed_at=None)
        said = Exists(Comment.objects.spoken().filter(**here))
        if self.reader:
            said |= Exists(noted.exclude(note=""))
        passages = Passage.objects.visible_to(self.reader).anchored_in(self.chapter)
        return list(passages.filter(said).order_by("start", "end", "pk")[:MOST_SLIPS])

    def kept(self, what: str, make: Callable[[], T]) -> T:
        """A piece of this reader's page from the cache, made where it is not there yet.

        The chapter's stamp is in the name, so what was kept before a change is never found again.
        """
        reader = self.reader.pk if self.reader else 0
        return caches["pages"].get_or_set(
            f"{what}:{self.chapter.pk}:{self.chapter.stamp}:{reader}", make
        )

    def _comments_by_passage(self, passages: PassageQuerySet) -> dict[int, int]:
        return dict(
            Comment.objects.spoken()
            .filter(passage__in=passages)
            .order_by()
            .values_list("passage_id")
            .annotate(Count("pk"))
        )

    def _worn_by_passage(
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
