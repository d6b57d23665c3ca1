"""In which state the first threads on a chapter are: what is kept of one is good until that is
another."""

from __future__ import annotations

from typing import Any

from django.db import connection

REPLIES = 3
"""Where in a state it stands how many replies there are."""
THREAD_STATES = """
    WITH begun AS (
      SELECT id, created_at, edited_at, hidden_at, deleted_at
      FROM reader_comment
      WHERE chapter_id = %s AND passage_id IS NULL AND parent_id IS NULL
      ORDER BY created_at, id LIMIT %s
    )
    SELECT (
        SELECT COUNT(*) FROM reader_comment
        WHERE chapter_id = %s AND passage_id IS NULL AND parent_id IS NULL
      ),
      begun.id, begun.edited_at, begun.hidden_at, begun.deleted_at,
      COUNT(reply.id), MAX(reply.id), MAX(reply.edited_at),
      COUNT(reply.hidden_at), MAX(reply.hidden_at), COUNT(reply.deleted_at), MAX(reply.deleted_at)
    FROM begun LEFT JOIN reader_comment reply ON reply.parent_id = begun.id
    GROUP BY begun.id, begun.created_at, begun.edited_at, begun.hidden_at, begun.deleted_at
    ORDER BY begun.created_at, begun.id
"""
"""In SQL, because after every comment on a chapter it is asked before the page is sent; the index
of comments beside each other makes it as cheap among 5,000 as among five."""


def thread_states(chapter: int, most: int) -> tuple[int, dict[int, tuple[Any, ...]]]:
    """How many threads there are on a chapter as a whole, by its key; and for each of the first
    ones, at `most` so many, in their order by the key of the comment that begins it, what becomes
    another when anything in it is added, reworded, deleted, hidden or shown again."""
    with connection.cursor() as cursor:
        cursor.execute(THREAD_STATES, [chapter, most, chapter])
        rows = cursor.fetchall()
    states = {}
    total = 0
    for total, key, *state in rows:  # noqa: B007
        states[key] = tuple(state)
    return total, states
