"""Publishing: what an author wrote in the margin of a draft goes along with what is published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, F, OuterRef

from reader.models.margin.comment import Comment
from reader.models.margin.highlight import Highlight
from reader.models.margin.passage import Passage

if TYPE_CHECKING:
    from reader.models.library.chapter import ChapterQuerySet

HEAVY = ("source", "blocks", "places")
"""What of a revision it takes no look at."""


def begin_margins(chapters: ChapterQuerySet) -> None:
    """Have what only the author marked in chapters that come out now be marked in their present
    text: a quote of an earlier one would tell what nobody was to read. In a transaction that
    holds their story.

    What they said on words that are gone is on the chapter then; a mark on such words is for
    themselves alone.
    """
    author = OuterRef("chapter__story__author")
    marked = Highlight.objects.filter(passage=OuterRef("pk")).exclude(reader=author)
    said = Comment.objects.filter(passage=OuterRef("pk")).exclude(reader=author)
    own = Passage.objects.filter(~Exists(marked), ~Exists(said), chapter__in=chapters.values("pk"))
    loose = list(own.filter(loose=True).values_list("pk", flat=True))
    Highlight.objects.filter(passage__in=loose).update(public=False)
    Comment.objects.filter(passage__in=loose).update(passage=None)
    old = list(own.filter(loose=False).exclude(origin=F("chapter__revision")))
    texts = chapters.filter(pk__in={passage.chapter_id for passage in old})
    texts = texts.select_related("revision").defer(*(f"revision__{field}" for field in HEAVY))
    by_key = texts.in_bulk() if old else {}
    for passage in old:
        anew = Passage.described(by_key[passage.chapter_id], passage.start, passage.end)
        anew.pk, anew.created_at = passage.pk, passage.created_at
        anew.save(force_update=True)
    Passage.objects.filter(pk__in=loose).tidy()
