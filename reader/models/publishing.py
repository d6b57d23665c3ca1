"""Publishing: what an author wrote in the margin of a draft goes along with what is published."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db.models import Exists, F, OuterRef

from reader.models.comment import Comment
from reader.models.highlight import Highlight
from reader.models.passage import Passage

if TYPE_CHECKING:
    from reader.models.chapter import Chapter


def begin_margins(chapters: Iterable[Chapter]) -> None:
    """Have what only the author marked in chapters that come out now be marked in their present
    text: a quote of an earlier one would tell what nobody was to read.

    What they said on words that are gone is on the chapter then; a mark on such words is for
    themselves alone.
    """
    by_key = {chapter.pk: chapter for chapter in chapters}
    author = OuterRef("chapter__story__author")
    marked = Highlight.objects.filter(passage=OuterRef("pk")).exclude(reader=author)
    said = Comment.objects.filter(passage=OuterRef("pk")).exclude(reader=author)
    own = Passage.objects.filter(~Exists(marked), ~Exists(said), chapter__in=by_key)
    loose = list(own.filter(loose=True).values_list("pk", flat=True))
    Highlight.objects.filter(passage__in=loose).update(public=False)
    Comment.objects.filter(passage__in=loose).update(passage=None)
    for passage in own.filter(loose=False).exclude(origin=F("chapter__revision")):
        anew = Passage.described(by_key[passage.chapter_id], passage.start, passage.end)
        anew.pk, anew.created_at = passage.pk, passage.created_at
        anew.save(force_update=True)
    Passage.objects.filter(pk__in=loose).tidy()
