"""A passage that many marked, with what somebody said beside it: what this place is, seen."""

from __future__ import annotations

from typing import NamedTuple

from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import Substr

from reader.models.library.chapter import Chapter
from reader.models.library.story import Story
from reader.models.margin.comment import Comment
from reader.models.margin.popular_highlight import PopularHighlight
from reader.models.margin.talk import first_words

LONGEST = 240
"""Code points of a passage that is shown."""
FOR_ALL = (Story.Rating.UNRATED, Story.Rating.GENERAL, Story.Rating.TEEN)


class SamplePassage(NamedTuple):
    """Words of a first chapter, by how many readers at least they were marked (0: a few), and a
    comment on them."""

    chapter: Chapter
    words: str
    readers: int
    comment: Comment


def sample_passage() -> SamplePassage | None:
    """The passage that most have marked in a first chapter that everybody may read, and on which
    somebody said something short; where there is none, what was said last on words of one. Never
    anything of a later chapter, of a mature story, or that is private. At most three queries."""
    popular = _popular()
    if popular:
        return popular
    spoken = first_words(OuterRef("pk")).order_by("-pk").values("pk")[:1]
    chapters = Chapter.objects.visible_to(None).filter(number=1, story__rating__in=FOR_ALL)
    latest = chapters.annotate(said=Subquery(spoken)).exclude(said=None).order_by("-said")
    comment = _comment(latest.values_list("said", flat=True).first())
    if comment is None or comment.passage is None or len(comment.passage.quote) > LONGEST:
        return None
    return SamplePassage(comment.chapter, comment.passage.quote, 0, comment)


def _popular() -> SamplePassage | None:
    said = first_words(OuterRef("chapter")).filter(
        passage__revision=OuterRef("revision"),
        passage__start__lt=OuterRef("end"),
        passage__end__gt=OuterRef("start"),
    )
    short = PopularHighlight.objects.present().filter(
        chapter__number=1, chapter__story__rating__in=FOR_ALL, end__lt=F("start") + LONGEST
    )
    words = Substr("revision__text", F("start") + 1, F("end") - F("start"))
    found = (
        short.annotate(said=Subquery(said.order_by("pk").values("pk")[:1]))
        .exclude(said=None)
        .annotate(shown=words)
        .order_by("-readers", "pk")
        .values_list("said", "shown", "readers")
        .first()
    )
    comment = _comment(found[0]) if found else None
    return (
        SamplePassage(comment.chapter, found[1], found[2], comment) if found and comment else None
    )


def _comment(key: int | None) -> Comment | None:
    comments = Comment.objects.select_related("reader", "chapter__story", "passage")
    return comments.filter(pk=key).first() if key else None
