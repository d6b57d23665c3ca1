"""Highlights and comments out of the database as plain annotations."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Prefetch, Value, When
from django.db.models.functions import Least, Substr
from django.urls import reverse

from reader.models.library.chapter import Chapter
from reader.models.library.revision import Revision
from reader.models.margin.comment import Comment
from reader.models.margin.highlight import Highlight
from reader.models.margin.passage import Passage, words_taken_out
from reader.models.viewer import Viewer
from reader.text.anchoring.passages import CONTEXT
from reader.text.annotation import COMMENTING, HIGHLIGHTING, REPLYING, Annotation
from reader.text.rendering.spoilers import has_spoilers

HEAVY = ("text", "source", "blocks", "places")
"""What of a revision an annotation does without."""


def highlights_with_words(highlights: models.QuerySet[Highlight]) -> models.QuerySet[Highlight]:
    """Highlights with all that describes them."""
    return _with_words(highlights, "passage__chapter")


def comments_with_words(comments: models.QuerySet[Comment]) -> models.QuerySet[Comment]:
    """Comments with all that describes them."""
    return _with_words(comments, "passage__chapter", "chapter")


def _with_words(rows: models.QuerySet, *chapters: str) -> models.QuerySet:
    """With the words where the passage stands now and what is around them, cut out by the
    database: the texts stay there. Chapters and revisions, which many rows share, are loaded once
    for all of them."""
    text, start = "passage__revision__text", F("passage__start")
    before = Least(start, Value(CONTEXT))
    origin = Revision.objects.filter(pk=OuterRef("passage__origin"))
    words = {
        "withheld": Exists(origin.withheld()) | ~Exists(origin.read()),
        "taken_out": Case(When(passage__known_to__isnull=False, then=words_taken_out("passage__"))),
        "words_now": Substr(text, start + 1, F("passage__end") - start),
        "words_before": Substr(text, start - before + 1, before),
        "words_after": Substr(text, F("passage__end") + 1, Value(CONTEXT)),
    }
    whole = Chapter._base_manager.select_related("story__author")
    light = Revision._base_manager.select_related("chapter").defer(*HEAVY)
    shared: list[Any] = [Prefetch("passage__revision", light), Prefetch("passage__origin", light)]
    for chapter in chapters:
        shared.append(Prefetch(chapter, whole))
    return rows.annotate(**words).select_related("reader", "passage").prefetch_related(*shared)


class Describer:
    """Describes rows as annotations; what many of them share is described once."""

    def __init__(self, reader: Viewer) -> None:
        self.reader = reader
        self._chapters: dict[int, dict] = {}
        self._creators: dict[int, dict] = {}
        self._sources: dict[int, str] = {}

    def describe(self, row: Highlight | Comment) -> Annotation:
        if row.passage and row.passage.knows(self.reader):
            row.passage.quote = row.taken_out
        return self._comment(row) if isinstance(row, Comment) else self._highlight(row)

    def _highlight(self, row: Highlight) -> Annotation:
        passage = row.passage
        return Annotation(
            motivation=HIGHLIGHTING,
            text=row.note if row.reader == self.reader else "",
            colour=row.colour,
            public=row.public,
            id=annotation_url(f"h{row.pk}"),
            link=passage.get_absolute_url(),
            **self._words(passage, row),
            **self._history(row),
            **self._chapter(passage.chapter),
        )

    def _comment(self, row: Comment) -> Annotation:
        answered = row.answers_id or row.parent_id
        if answered:
            where: dict = {"answers": annotation_url(f"c{answered}")}
            if row.passage:
                where["quote"] = row.passage.quote
        elif row.passage:
            where = self._words(row.passage, row)
        else:
            where = {"source": row.chapter.get_absolute_url()}
        return Annotation(
            motivation=REPLYING if answered else COMMENTING,
            text=self._said(row),
            public=True,
            id=annotation_url(f"c{row.pk}"),
            link=(row.passage or row.chapter).get_absolute_url(),
            **where,
            **self._history(row),
            **self._chapter(row.chapter),
        )

    def _said(self, row: Comment) -> str:
        """What a comment says: as it was written to whoever wrote it, and to others without the
        words of its spoilers, which their programs could not cover."""
        covers = row.reader != self.reader and has_spoilers(row.html)
        return row.lines if covers else row.source

    def _words(self, passage: Passage, row: Highlight | Comment) -> dict:
        """Where the words of a passage stand: in the latest text that has them; those of a loose
        one where they were marked. What is around them stays out where the author has taken it
        out.

        A row is `shut` where its reader may not read the chapter, and so not what it says by now.
        """
        then = passage.loose or row.shut
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
        found |= {"source": self._source(revision, passage), "start": start, "end": end}
        home = passage.chapter if revision.chapter.merged_into_id else revision.chapter
        seen = home.number is not None and not (then and row.withheld)
        return found | ({"prefix": prefix, "suffix": suffix} if seen else {})

    def _source(self, revision: Revision, passage: Passage) -> str:
        if revision.pk not in self._sources:
            # Words never go from one story to another.
            revision.chapter.story = passage.chapter.story
            self._sources[revision.pk] = revision.get_absolute_url()
        return self._sources[revision.pk]

    def _history(self, row: Highlight | Comment) -> dict:
        if row.reader_id not in self._creators:
            self._creators[row.reader_id] = {
                "creator": str(row.reader),
                "creator_url": row.reader.get_absolute_url(),
            }
        return self._creators[row.reader_id] | {
            "canonical": row.canonical,
            "via": tuple(row.via.split("\n")) if row.via else (),
            "created": row.created_at,
            "modified": row.edited_at,
        }

    def _chapter(self, chapter: Chapter) -> dict:
        """What is told of the chapter and the story that a row is on."""
        if chapter.pk not in self._chapters:
            story = chapter.story
            self._chapters[chapter.pk] = {
                "story": story.title,
                "story_url": story.get_absolute_url(),
                "author": story.credit,
                "chapter": chapter.heading,
                "chapter_url": chapter.get_absolute_url(),
                "number": chapter.number,
            }
        return self._chapters[chapter.pk]


def annotation_url(name: str) -> str:
    return reverse("annotation", args=[name])
