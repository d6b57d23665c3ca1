"""Highlights and comments as one list of annotations: what a reader may see, or all their own."""

from __future__ import annotations

import heapq
import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import NamedTuple

from django.db import models
from django.db.models import CharField, Count, F, Max, Q, Value

from reader.actions.annotations.describe_rows import (
    Describer,
    comments_with_words,
    highlights_with_words,
)
from reader.models.library.chapter import Chapter
from reader.models.library.left_out import in_lists_of
from reader.models.library.story import Story
from reader.models.margin.comment import Comment
from reader.models.margin.deleted_annotation import DeletedAnnotation
from reader.models.margin.highlight import Highlight
from reader.models.people.reader import Reader
from reader.models.viewer import Viewer, key_of, silenced
from reader.models.visibility import wanted
from reader.text.annotation import Annotation

_NAME = re.compile(r"(?P<kind>[hc])(?P<pk>[1-9][0-9]{0,17})", re.ASCII)


AT_ONCE = 1_000
"""Rows in memory, while a whole list is read."""


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
        comments = Comment.objects.seen_by(reader).filter(chapter__in=chapters)
        return cls(reader, highlights, comments)

    @classmethod
    def listed_for(cls, reader: Viewer) -> AnnotationList:
        """Of all that the reader may see what is on chapters in their lists, of stories that they
        don't leave out, and what is theirs."""
        visible, listed = cls.visible_to(reader), Chapter.objects.listed_for(reader).order_by()
        if getattr(reader, "content", None) or silenced(reader).readers:
            listed = listed.filter(story__in=in_lists_of(reader, Story.objects.order_by()))
        own = Q(reader=key_of(reader) or 0)
        heard = Q(chapter__in=listed) & wanted(silenced(reader))
        highlights = visible.highlights.filter(own | Q(passage__chapter__in=listed))
        return cls(reader, highlights, visible.comments.filter(own | heard))

    def without_hidden_threads(self) -> AnnotationList:
        """The same without what others say in threads that the reader hid."""
        own, hidden = Q(reader=key_of(self.reader) or 0), silenced(self.reader).threads
        comments = self.comments.filter(own | wanted(hidden)) if hidden.anything else self.comments
        return AnnotationList(self.reader, self.highlights, comments)

    @classmethod
    def of(cls, reader: Reader) -> AnnotationList:
        """All that a reader marked and said, wherever; also what others don't see.

        Words on a chapter that they may not read any more are told as they were marked.
        """
        comments = Comment.objects.filter(reader=reader, deleted_at=None)
        return cls(
            reader,
            Highlight.objects.of(reader).with_shut(reader),
            comments.with_shut(reader),
        )

    @property
    def extent(self) -> Extent:
        total, times = 0, []
        for rows in (self.highlights, self.comments):
            found = rows.aggregate(n=Count("pk"), made=Max("created_at"), edited=Max("edited_at"))
            total += found["n"]
            for time in (found["made"], found["edited"]):
                if time is not None:
                    times.append(time)
        return Extent(total, max(times, default=None))

    def names(self, start: int, end: int) -> list[str]:
        """The names of a stretch of the list, the oldest first: `h12`, `c34`."""
        highlights = self.highlights.annotate(kind=Value("h", CharField()))
        comments = self.comments.annotate(kind=Value("c", CharField()))
        named = ("created_at", "kind", "pk")
        both = highlights.values_list(*named).union(comments.values_list(*named), all=True)
        rows = both.order_by(*named)[start:end]
        return [f"{kind}{pk}" for _, kind, pk in rows]

    def called(self, names: list[str]) -> list[Annotation]:
        """The annotations of these names, in their order; those that are not here left out."""
        pks: dict[str, list[int]] = {"h": [], "c": []}
        for name in names:
            pks[name[0]].append(int(name[1:]))
        rows: dict[str, Highlight | Comment] = {}
        for highlight in highlights_with_words(self.highlights.filter(pk__in=pks["h"])):
            rows[f"h{highlight.pk}"] = highlight
        for comment in comments_with_words(self.comments.filter(pk__in=pks["c"])):
            rows[f"c{comment.pk}"] = comment
        describer = Describer(self.reader)
        return [describer.describe(rows[name]) for name in names if name in rows]

    def row(self, name: str) -> Highlight | Comment | None:
        """The highlight or comment of this name, if it is here."""
        match = _NAME.fullmatch(name)
        if not match:
            return None
        if match["kind"] == "h":
            return highlights_with_words(self.highlights.filter(pk=match["pk"])).first()
        return comments_with_words(self.comments.filter(pk=match["pk"])).first()

    def gone(self, name: str) -> bool:
        """Whether there was such an annotation that the reader could see, and it was deleted."""
        match = _NAME.fullmatch(name)
        if not match:
            return False
        if DeletedAnnotation.objects.visible_to(self.reader).filter(name=name).exists():
            return True
        if match["kind"] == "c":
            deleted = Comment.objects.on_readable(self.reader).filter(deleted_at__isnull=False)
            return deleted.filter(pk=match["pk"]).exists()
        removed = Highlight.objects.filter(pk=match["pk"], removed_at__isnull=False).first()
        return bool(removed and (removed.public or removed.reader == self.reader))

    def described(self, row: Highlight | Comment) -> Annotation:
        """A highlight or a comment of the list as an annotation."""
        return Describer(self.reader).describe(row)

    def in_reading_order(self) -> Iterator[Annotation]:
        """All of them, by story, chapter and place, as they come from the database; what is on a
        chapter as a whole comes after what is on its words."""
        highlights = highlights_with_words(self.highlights).order_by(
            _last("passage__chapter__story_id"),
            _last("passage__chapter__number"),
            _last("passage__chapter_id"),
            _last("passage__start"),
            _last("passage__end"),
            "passage_id",
            "pk",
        )
        comments = comments_with_words(self.comments).order_by(
            _last("chapter__story_id"),
            _last("chapter__number"),
            _last("chapter_id"),
            _last("passage__start"),
            _last("passage__end"),
            _last("passage_id"),
            "created_at",
            "pk",
        )
        rows: Iterable[Highlight | Comment] = heapq.merge(
            highlights.iterator(AT_ONCE), comments.iterator(AT_ONCE), key=_order
        )
        describer = Describer(self.reader)
        for row in rows:
            yield describer.describe(row)


def _last(name: str) -> models.expressions.OrderBy:
    """In the order of a field, with what has none of it last: databases differ."""
    return F(name).asc(nulls_last=True)


def _order(row: Highlight | Comment) -> tuple:
    endless = float("inf")
    passage = row.passage
    chapter = row.passage.chapter if isinstance(row, Highlight) else row.chapter
    where = (chapter.story_id, chapter.number or endless, chapter.pk)
    if passage is None:
        return *where, endless, endless, endless, 1
    return *where, passage.start, passage.end, passage.pk, isinstance(row, Comment)
