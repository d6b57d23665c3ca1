"""Highlights and comments out of the database as plain annotations."""

from __future__ import annotations

from django.db import models
from django.db.models import Exists, F, OuterRef, Value
from django.db.models.functions import Least, Substr
from django.urls import reverse

from reader.models.library.chapter import Chapter
from reader.models.library.revision import Revision
from reader.models.margin.comment import Comment
from reader.models.margin.highlight import Highlight
from reader.models.margin.passage import Passage
from reader.text.anchoring.passages import CONTEXT
from reader.text.annotation import COMMENTING, HIGHLIGHTING, REPLYING, Annotation

HEAVY = ("text", "source", "blocks", "places")
"""What of a revision an annotation does without."""


def highlights_with_words(highlights: models.QuerySet[Highlight]) -> models.QuerySet[Highlight]:
    """Highlights with all that describes them. One query."""
    return _with_words(highlights, "passage__chapter__story__author")


def comments_with_words(comments: models.QuerySet[Comment]) -> models.QuerySet[Comment]:
    """Comments with all that describes them. One query."""
    return _with_words(comments, "chapter__story__author")


def _with_words(rows: models.QuerySet, *related: str) -> models.QuerySet:
    """With the words where the passage stands now and what is around them, cut out by the
    database: the texts stay there."""
    text, start = "passage__revision__text", F("passage__start")
    before = Least(start, Value(CONTEXT))
    heavy = []
    for field in HEAVY:
        heavy += [f"passage__revision__{field}", f"passage__origin__{field}"]
    origin = Revision.objects.filter(pk=OuterRef("passage__origin"))
    words = {
        "withheld": Exists(origin.withheld()),
        "words_now": Substr(text, start + 1, F("passage__end") - start),
        "words_before": Substr(text, start - before + 1, before),
        "words_after": Substr(text, F("passage__end") + 1, Value(CONTEXT)),
    }
    return (
        rows.annotate(**words)
        .select_related(
            "reader",
            "passage__chapter__story",
            "passage__revision__chapter",
            "passage__origin__chapter",
            *related,
        )
        .defer(*heavy)
    )


def describe_highlight(row: Highlight, *, own: bool) -> Annotation:
    passage = row.passage
    return Annotation(
        motivation=HIGHLIGHTING,
        text=row.note if own else "",
        colour=row.colour,
        public=row.public,
        id=annotation_url(f"h{row.pk}"),
        **_words(passage, row),
        **_history(row),
        **_surroundings(passage.chapter, passage),
    )


def describe_comment(row: Comment) -> Annotation:
    answered = row.answers_id or row.parent_id
    if answered:
        where: dict = {"answers": annotation_url(f"c{answered}")}
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
        id=annotation_url(f"c{row.pk}"),
        **where,
        **_history(row),
        **_surroundings(row.chapter, row.passage),
    )


def annotation_url(name: str) -> str:
    return reverse("annotation", args=[name])


def _words(passage: Passage, row: Highlight | Comment) -> dict:
    """Where the words of a passage stand: in the latest text that has them; those of a loose one
    where they were marked. What is around them stays out where the author has taken it out.

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
