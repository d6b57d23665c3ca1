"""Highlights and comments as one list of annotations: what a reader may see, or all their own."""

from __future__ import annotations

import heapq
import re
from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from django.db import models
from django.db.models import CharField, Count, Exists, F, Max, OuterRef, Value
from django.db.models.functions import Least, Substr
from django.urls import reverse

from reader.models.library.chapter import Chapter
from reader.models.library.revision import Revision
from reader.models.library.story import Story
from reader.models.margin.comment import Comment
from reader.models.margin.deleted_annotation import DeletedAnnotation
from reader.models.margin.highlight import Highlight
from reader.models.margin.passage import Passage
from reader.models.people.reader import Reader
from reader.models.visibility import Viewer
from reader.text.anchoring.passages import CONTEXT
from reader.text.annotation import COMMENTING, HIGHLIGHTING, REPLYING, Annotation

_NAME = re.compile(r"(?P<kind>[hc])(?P<pk>[1-9][0-9]{0,17})", re.ASCII)
HEAVY = ("text", "source", "blocks", "places")
"""What of a revision an annotation does without."""


class Extent(NamedTuple):
    """How many annotations there are, and when one of them last changed."""

    total: int
    modified: datetime | None


class AnnotationList:
    """A list of annotations. The number of queries does not grow with it."""

    def __init__(self, reader: Viewer, highlights: models.QuerySet, comments: models.QuerySet):
        self.reader = reader
        self.highlights, self.comments = highlights.order_by(), comments.order_by()

    @classmethod
    def visible_to(
        cls, reader: Viewer, *, story: Story | None = None, chapter: Chapter | None = None
    ) -> AnnotationList:
        """What the reader may see on chapters that they may read: on all, or on those named."""
        chapters = Chapter.objects.visible_to(reader)
        if story:
            chapters = chapters.filter(story=story)
        if chapter:
            chapters = chapters.filter(pk=chapter.pk)
        highlights = Highlight.objects.visible_to(reader).filter(passage__chapter__in=chapters)
        return cls(reader, highlights, Comment.objects.spoken().filter(chapter__in=chapters))

    @classmethod
    def of(cls, reader: Reader) -> AnnotationList:
        """All that a reader marked and said, wherever; also what a moderator has hidden.

        Words on a chapter that they may not read any more are told as they were marked.
        """
        comments = Comment.objects.filter(reader=reader, deleted_at=None)
        return cls(
            reader,
            Highlight.objects.of(reader).annotate(shut=_shut(reader, "passage__chapter")),
            comments.annotate(shut=_shut(reader, "chapter")),
        )

    @property
    def extent(self) -> Extent:
        totals, times = 0, []
        for rows in (self.highlights, self.comments):
            found = rows.aggregate(n=Count("pk"), made=Max("created_at"), edited=Max("edited_at"))
            totals += found["n"]
            times += [found["made"], found["edited"]]
        return Extent(totals, max(filter(None, times), default=None))

    def names(self, start: int, end: int) -> list[str]:
        """The names of a stretch of the list, the oldest first: `h12`, `c34`."""
        both = [
            rows.annotate(kind=Value(kind, CharField())).values_list("created_at", "kind", "pk")
            for kind, rows in (("h", self.highlights), ("c", self.comments))
        ]
        rows = both[0].union(both[1], all=True).order_by("created_at", "kind", "pk")[start:end]
        return [f"{kind}{pk}" for _, kind, pk in rows]

    def called(self, names: list[str]) -> list[Annotation]:
        """The annotations of these names, in their order; those that are not here left out."""
        pks: dict[str, list[int]] = {"h": [], "c": []}
        for name in names:
            pks[name[0]].append(int(name[1:]))
        rows = {f"h{h.pk}": h for h in marked(self.highlights.filter(pk__in=pks["h"]))}
        rows |= {f"c{c.pk}": c for c in said(self.comments.filter(pk__in=pks["c"]))}
        return [self.described(rows[name]) for name in names if name in rows]

    def row(self, name: str) -> Highlight | Comment | None:
        """The highlight or comment of this name, if it is here."""
        match = _NAME.fullmatch(name)
        if not match:
            return None
        if match["kind"] == "h":
            return marked(self.highlights.filter(pk=match["pk"])).first()
        return said(self.comments.filter(pk=match["pk"])).first()

    def gone(self, name: str) -> bool:
        """Whether there was such an annotation that the reader could see, and it was deleted."""
        match = _NAME.fullmatch(name)
        if not match:
            return False
        if DeletedAnnotation.objects.visible_to(self.reader).filter(name=name).exists():
            return True
        if match["kind"] == "c":
            deleted = Comment.objects.visible_to(self.reader).filter(deleted_at__isnull=False)
            return deleted.filter(pk=match["pk"]).exists()
        removed = Highlight.objects.filter(pk=match["pk"], removed_at__isnull=False).first()
        return bool(removed and (removed.public or removed.reader == self.reader))

    def described(self, row: Highlight | Comment) -> Annotation:
        """A highlight or a comment of the list as an annotation."""
        if isinstance(row, Comment):
            return _comment(row)
        return _highlight(row, own=row.reader == self.reader)

    def in_reading_order(self) -> Iterator[Annotation]:
        """All of them, by story, chapter and place, as they come from the database; what is on a
        chapter as a whole comes after what is on its words."""
        where = ("chapter__story_id", "chapter__number", "chapter_id")
        place = ("start", "end")
        highlights = marked(self.highlights).order_by(
            *(_last(f"passage__{name}") for name in where + place), "passage_id", "pk"
        )
        comments = said(self.comments).order_by(
            *(_last(name) for name in where),
            *(_last(f"passage__{name}") for name in place),
            _last("passage_id"),
            "created_at",
            "pk",
        )
        rows = heapq.merge(highlights.iterator(500), comments.iterator(500), key=_order)
        return map(self.described, rows)


def _shut(reader: Reader, chapter: str) -> Exists:
    """Whether the reader may not read, or not any more, what goes on in a chapter."""
    return ~Exists(Chapter.objects.visible_to(reader).filter(pk=OuterRef(chapter)))


def _last(name: str) -> models.expressions.OrderBy:
    """In the order of a field, with what has none of it last: databases differ."""
    return F(name).asc(nulls_last=True)


def _order(row: Highlight | Comment) -> tuple:
    endless = float("inf")
    passage = row.passage
    chapter = passage.chapter if isinstance(row, Highlight) else row.chapter
    where = (chapter.story_id, chapter.number or endless, chapter.pk)
    if passage is None:
        return *where, endless, endless, endless, 1
    return *where, passage.start, passage.end, passage.pk, isinstance(row, Comment)


def marked(highlights: models.QuerySet[Highlight]) -> models.QuerySet[Highlight]:
    """Highlights with all that describes them. One query."""
    return _with_words(highlights, "passage__chapter__story__author")


def said(comments: models.QuerySet[Comment]) -> models.QuerySet[Comment]:
    """Comments with all that describes them. One query."""
    return _with_words(comments, "chapter__story__author")


def _with_words(rows: models.QuerySet, *related: str) -> models.QuerySet:
    """With the words where the passage stands now and what is around them, cut out by the
    database: the texts stay there."""
    text, start = "passage__revision__text", F("passage__start")
    before = Least(start, Value(CONTEXT))
    heavy = [f"passage__{of}__{field}" for of in ("revision", "origin") for field in HEAVY]
    origin = Revision.objects.filter(pk=OuterRef("passage__origin"))
    return (
        rows.annotate(
            withheld=Exists(origin.withheld()),
            words_now=Substr(text, start + 1, F("passage__end") - start),
            words_before=Substr(text, start - before + 1, before),
            words_after=Substr(text, F("passage__end") + 1, Value(CONTEXT)),
        )
        .select_related(
            "reader",
            "passage__chapter__story",
            "passage__revision__chapter",
            "passage__origin__chapter",
            *related,
        )
        .defer(*heavy)
    )


def _highlight(row: Highlight, *, own: bool) -> Annotation:
    passage = row.passage
    return Annotation(
        motivation=HIGHLIGHTING,
        text=row.note if own else "",
        colour=row.colour,
        public=row.public,
        id=address(f"h{row.pk}"),
        **_words(passage, row),
        **_history(row),
        **_surroundings(passage.chapter, passage),
    )


def _comment(row: Comment) -> Annotation:
    answered = row.answers_id or row.parent_id
    if answered:
        where: dict = {"answers": address(f"c{answered}")}
        if row.passage:
            where["quote"] = row.passage.quote
    elif row.passage:
        where = _words(row.passage, row)
    else:
        where = {"source": row.chapter.get_absolute_url()}
    return Annotation(
        motivation=REPLYING if answered else COMMENTING,
        text=row.source,
        public=True,
        id=address(f"c{row.pk}"),
        **where,
        **_history(row),
        **_surroundings(row.chapter, row.passage),
    )


def address(name: str) -> str:
    return reverse("annotation", args=[name])


def _words(passage: Passage, row: Highlight | Comment) -> dict:
    """Where the words of a passage stand: in the latest text that has them; those of a loose one
    where they were marked. What is around them stays out where the author has taken it out.

    A row is `shut` where its reader may not read the chapter, and so not what it says by now.
    """
    then = passage.loose or getattr(row, "shut", False)
    if then:
        revision, start, end = passage.origin, passage.origin_start, passage.origin_end
        quote, prefix, suffix = passage.quote, passage.prefix, passage.suffix
    else:
        revision, start, end = passage.revision, passage.start, passage.end
        quote, prefix, suffix = row.words_now, row.words_before, row.words_after
    found: dict = {"quote": quote, "marked": "" if quote == passage.quote else passage.quote}
    if revision is None:  # brought from elsewhere, and never found here
        return found | {
            "source": passage.chapter.get_absolute_url(),
            "prefix": prefix,
            "suffix": suffix,
        }
    revision.chapter.story = passage.chapter.story  # words never go from one story to another
    found |= {"source": revision.get_absolute_url(), "start": start, "end": end}
    home = passage.chapter if revision.chapter.merged_into_id else revision.chapter
    seen = home.number is not None and not (then and row.withheld)
    return found | ({"prefix": prefix, "suffix": suffix} if seen else {})


def _history(row: Highlight | Comment) -> dict:
    return {
        "canonical": row.canonical,
        "via": tuple(row.via.split("\n")) if row.via else (),
        "created": row.created_at,
        "modified": row.edited_at,
        "creator": str(row.reader),
        "creator_url": row.reader.get_absolute_url(),
    }


def _surroundings(chapter: Chapter, passage: Passage | None) -> dict:
    story = chapter.story
    return {
        "story": story.title,
        "story_url": story.get_absolute_url(),
        "author": story.credit,
        "chapter": chapter.heading,
        "chapter_url": chapter.get_absolute_url(),
        "number": chapter.number,
        "link": passage.get_absolute_url() if passage else chapter.get_absolute_url(),
    }
