"""Long threads, folded: of the comments beside each other the first few and the newest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet, Window
from django.db.models.functions import RowNumber

from reader.models.margin.comment import Comment, CommentQuerySet

SHOWN = {"passage": (3, 7), "parent": (2, 3)}
"""How many of the first and of the newest are shown: of the comments on a passage, and of the
replies to a comment, of which ten may stand on a page."""


def folded(
    siblings: CommentQuerySet, beside: str, wanted: Comment | None = None
) -> dict[int, list[Comment]]:
    """The first few and the newest of the comments that have in common what the field `beside`
    names, and the one that is wanted, by the key of what they have in common.

    One query; two where some are not shown.
    """
    shown = _shown(siblings, beside, wanted)
    groups: defaultdict[int, list[Comment]] = defaultdict(list)
    for comment in Comment.objects.filter(pk__in=shown.values("pk")).with_readers():
        groups[getattr(comment, f"{beside}_id")].append(comment)
    if max(map(len, groups.values()), default=0) >= sum(SHOWN[beside]):
        places = dict(shown.values_list("pk", "place"))
        for group in groups.values():
            _note_folded(group, places)
    return groups


def load_replies(comments: Sequence[Comment], wanted: Comment | None = None) -> None:
    """Load onto comments their `shown_replies`. Two queries."""
    places = _places_of_replies([comment.pk for comment in comments], wanted)
    groups: defaultdict[int, list[Comment]] = defaultdict(list)
    for reply in Comment.objects.filter(pk__in=places).with_readers():
        groups[reply.parent_id or 0].append(reply)
    for comment in comments:
        comment.shown_replies = groups.get(comment.pk, ())
        _note_folded(comment.shown_replies, places)


SHOWN_REPLIES = """
    SELECT id, place FROM (
      SELECT id,
        ROW_NUMBER() OVER (PARTITION BY parent_id ORDER BY created_at, id) AS place,
        ROW_NUMBER() OVER (PARTITION BY parent_id ORDER BY created_at DESC, id DESC) AS newest
      FROM reader_comment WHERE parent_id IN ({})
    ) reply
    WHERE place <= %s OR newest <= %s OR id IN (%s, %s)
"""
"""What `folded` asks, in SQL: after every comment on a chapter it is asked for one thread."""


def _places_of_replies(keys: Sequence[int], wanted: Comment | None) -> dict[int, int]:
    """The replies that are shown to comments of these keys, each with its place among them."""
    if not keys:
        return {}
    named = (wanted.pk, wanted.parent_id or 0) if wanted else (0, 0)
    query = SHOWN_REPLIES.format(", ".join(["%s"] * len(keys)))
    with connection.cursor() as cursor:
        cursor.execute(query, [*keys, *SHOWN["parent"], *named])
        return dict(cursor.fetchall())


def _shown(siblings: CommentQuerySet, beside: str, wanted: Comment | None) -> QuerySet[Any]:
    """Those that are not folded away, each with its `place` among its siblings, from 1. With the
    one that is wanted comes the one that it replies to."""
    most_first, most_newest = SHOWN[beside]
    first = Window(RowNumber(), partition_by=beside, order_by=["created_at", "pk"])
    newest = Window(RowNumber(), partition_by=beside, order_by=["-created_at", "-pk"])
    shown = Q(place__lte=most_first) | Q(newest__lte=most_newest)
    if wanted:
        shown |= Q(pk__in=[wanted.pk, wanted.parent_id])
    return siblings.order_by().annotate(place=first, newest=newest).filter(shown)


def _note_folded(siblings: Sequence[Comment], places: dict[int, int]) -> None:
    """Let each comment know how many are `folded` between it and the one shown before it."""
    for before, comment in pairwise(siblings):
        comment.folded = places[comment.pk] - places[before.pk] - 1
        comment.folded_after = before.pk
