"""Comments ready to be shown: with who said them, and to whom."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.db.models import Prefetch, prefetch_related_objects

from reader.models.margin.comment import SHOWN, Comment
from reader.models.people.reader import Reader

FIELDS = [field for field in Comment._meta.concrete_fields if field.name in {"id", *SHOWN}]
COLUMNS = ", ".join(f"comment.{field.column}" for field in FIELDS)
SHOWN_COMMENTS = f"""
    SELECT {COLUMNS}, chosen.place, reader.username AS of_username, reader.name AS of_name
    FROM ({{chosen}}) chosen JOIN reader_comment comment ON comment.id = chosen.id
      JOIN reader_reader reader ON reader.id = comment.reader_id
    ORDER BY comment.created_at, comment.id
"""
"""In SQL, because after every comment on a chapter it is asked for one: to build the query, and to
make objects of all that it joins, takes Django five times as long."""
NAMED = ("id", "username", "name")
ANSWERED = Comment.objects.select_related("reader").only(
    "deleted_at", "hidden_at", "held_at", "reader__username", "reader__name"
)
"""As much of what a reply answers as is shown with it."""


def shown_comments(chosen: str, parameters: Sequence[int]) -> list[Comment]:
    """The comments whose `id` a query in SQL gives, with their `place` there, in their order. One
    query, and one more where any answers another reply."""
    comments = list(Comment.objects.raw(SHOWN_COMMENTS.format(chosen=chosen), parameters))
    to_replies = []
    for comment in comments:
        said = vars(comment)
        names = said.pop("of_username"), said.pop("of_name")
        comment.reader = Reader.from_db(comment._state.db, NAMED, (comment.reader_id, *names))
        if comment.answers_id != comment.parent_id:
            to_replies.append(comment)
    prefetch_related_objects(to_replies, Prefetch("answers", ANSWERED.all()))
    return comments


def thread_starts(keys: Collection[int]) -> list[Comment]:
    """The comments of these keys, which begin threads. One query; none for no keys."""
    if not keys:
        return []
    marks = ", ".join(["%s"] * len(keys))
    chosen = f"SELECT id, 0 AS place FROM reader_comment WHERE id IN ({marks})"
    return shown_comments(chosen, list(keys))
