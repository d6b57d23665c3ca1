"""What only the authors marked before readers came begins in the text that these find."""

from __future__ import annotations

from django.db.models import Exists, F, OuterRef, Q

from reader.models.library.chapter import Chapter, ChapterQuerySet
from reader.models.library.co_author import CoAuthor
from reader.models.margin.comment import Comment
from reader.models.margin.highlight import Highlight
from reader.models.margin.passage import Passage

HEAVY = ("source", "blocks", "places")
"""Large fields of a revision that are not needed here."""


def begin_margins(chapters: ChapterQuerySet) -> None:
    """Have what only the authors marked in chapters that come out now be marked in their present
    text: a quote of an earlier one would tell what nobody was to read. In a transaction that
    holds their story.

    What they said on words that are gone is on the chapter then; a mark on such words is for
    themselves alone.
    """
    keys = list(chapters.values_list("pk", flat=True))
    here = Q(passage=OuterRef("pk")) & ~Q(reader=OuterRef("chapter__story__author"))
    with_others = CoAuthor.objects.accepted().filter(story=OuterRef("passage__chapter__story"))
    by_co_author = Exists(with_others.filter(reader=OuterRef("reader")))
    marked = Highlight.objects.filter(here).exclude(by_co_author)
    said = Comment.objects.filter(here).exclude(by_co_author)
    own = Passage.objects.filter(~Exists(marked), ~Exists(said), typo_notes=None)
    own = own.filter(chapter__in=chapters.values("pk"))
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
    Chapter.objects.filter(pk__in=keys).touch()
