"""What is told of the talk on words that somebody may not read any more: what they said there, and
what was answered. `Sight.alone` says the same in SQL."""

from __future__ import annotations

from django.db.models import QuerySet
from django.db.models.functions import Coalesce

from reader.models.margin.comment import Comment


def begin_own_threads(reader: int) -> QuerySet:
    """The keys of the comments that begin a thread in which a reader, by their key, says
    something."""
    said = Comment.objects.filter(reader=reader, deleted_at=None).order_by()
    return said.values_list(Coalesce("parent", "pk"))
