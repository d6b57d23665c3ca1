"""The comments that begin some threads, ready to be shown."""

from __future__ import annotations

from collections.abc import Collection

from reader.models.margin.comment import SHOWN, Comment
from reader.models.people.reader import Reader

FIELDS = [field for field in Comment._meta.concrete_fields if field.name in {"id", *SHOWN}]
"""They answer nobody: of others only their readers' names are shown."""
COLUMNS = ", ".join(f"comment.{field.column}" for field in FIELDS)
THREAD_STARTS = f"""
    SELECT {COLUMNS}, reader.username AS of_username, reader.name AS of_name
    FROM reader_comment comment JOIN reader_reader reader ON reader.id = comment.reader_id
    WHERE comment.id IN ({{keys}})
"""
"""In SQL, because after every comment on a chapter it is asked for one: to build the query takes
Django five times as long."""


def thread_starts(keys: Collection[int]) -> list[Comment]:
    """Comments that begin threads, by their keys, with who said them; in no order. One query; none
    for no keys."""
    if not keys:
        return []
    marks = ", ".join(["%s"] * len(keys))
    comments = list(Comment.objects.raw(THREAD_STARTS.format(keys=marks), list(keys)))
    for comment in comments:
        said = vars(comment)
        username, name = said.pop("of_username"), said.pop("of_name")
        comment.reader = Reader(pk=comment.reader_id, username=username, name=name)
    return comments
