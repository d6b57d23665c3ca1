"""Comments ready to be shown: with who said them, and to whom."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from reader.models.margin.comment import SHOWN, Comment
from reader.models.people.reader import Reader

FIELDS = [field for field in Comment._meta.concrete_fields if field.name in {"id", *SHOWN}]
COLUMNS = ", ".join(f"comment.{field.column}" for field in FIELDS)
SHOWN_COMMENTS = f"""
    SELECT {COLUMNS}, chosen.place, reader.username AS of_username, reader.name AS of_name,
      answered.deleted_at AS to_deleted_at, answered.hidden_at AS to_hidden_at,
      answered.held_at AS to_held_at, asker.id AS to_id, asker.username AS to_username,
      asker.name AS to_name
    FROM ({{chosen}}) chosen JOIN reader_comment comment ON comment.id = chosen.id
      JOIN reader_reader reader ON reader.id = comment.reader_id
      LEFT JOIN reader_comment answered
        ON answered.id = comment.answers_id AND comment.answers_id <> comment.parent_id
      LEFT JOIN reader_reader asker ON asker.id = answered.reader_id
    ORDER BY comment.created_at, comment.id
"""
"""In SQL, because after every comment on a chapter it is asked for one: to build the query, and to
make objects of all that it joins, takes Django five times as long."""
NAMED = ("id", "username", "name")


def shown_comments(chosen: str, parameters: Sequence[int]) -> list[Comment]:
    """The comments whose `id` a query in SQL gives, with their `place` there, in their order; where
    one answers another reply, with as much of that as is shown: by whom it is, and whether it was
    deleted, hidden or held, though not when. One query."""
    comments = list(Comment.objects.raw(SHOWN_COMMENTS.format(chosen=chosen), parameters))
    for comment in comments:
        said = vars(comment)
        comment.reader = _named(comment.reader_id, said.pop("of_username"), said.pop("of_name"))
        states = {}
        for name in ("deleted_at", "hidden_at", "held_at"):
            states[name] = said.pop(f"to_{name}")
        asker = said.pop("to_id"), said.pop("to_username"), said.pop("to_name")
        if asker[0]:
            comment.answers = Comment(pk=comment.answers_id, reader=_named(*asker), **states)
    return comments


def _named(key: int, username: str, name: str) -> Reader:
    return Reader.from_db(None, NAMED, (key, username, name))


def thread_starts(keys: Collection[int]) -> list[Comment]:
    """The comments of these keys, which begin threads. One query; none for no keys."""
    if not keys:
        return []
    marks = ", ".join(["%s"] * len(keys))
    chosen = f"SELECT id, 0 AS place FROM reader_comment WHERE id IN ({marks})"
    return shown_comments(chosen, list(keys))
