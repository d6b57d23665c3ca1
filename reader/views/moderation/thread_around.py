"""What was said around a thing that moderators look at."""

from __future__ import annotations

from django.db.models import Q

from reader.models import Comment, Highlight
from reader.models.margin.comment import CommentQuerySet
from reader.models.moderation.kind import Reported

SAID_BESIDE = 10
"""Comments of a thread that stand before and after the one that it is about."""


def thread_around(thing: Reported | None) -> list[Comment]:
    """The thread of a comment, the last things before it and the first after it; what was said on
    the words of a mark; of all else nothing."""
    if isinstance(thing, Highlight):
        return list(_said(Q(passage=thing.passage_id))[:SAID_BESIDE])
    if not isinstance(thing, Comment):
        return []
    here = Q(pk=thing.begun_by) | Q(parent=thing.begun_by)
    beside = _said(Q(passage=thing.passage_id) if thing.passage_id else here)
    before = list(beside.before(thing).order_by("-created_at", "-pk")[:SAID_BESIDE])
    return [*reversed(before), thing, *beside.after(thing)[:SAID_BESIDE]]


def _said(where: Q) -> CommentQuerySet:
    return Comment.objects.filter(where).select_related("reader").order_by("created_at", "pk")
