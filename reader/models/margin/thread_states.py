"""In which state the first threads on a chapter are: what is kept of one is good until that is
another."""

from __future__ import annotations

from typing import Any

from django.db import connection

REPLIES = 3
"""Where in a state it stands how many replies there are."""
THREAD_STATES = """
    WITH begun AS (
      SELECT id, created_at, edited_at, hidden_at, deleted_at, thanks_stamp
      FROM reader_comment
      WHERE chapter_id = %s AND passage_id IS NULL AND parent_id IS NULL
      ORDER BY created_at, id LIMIT %s
    ),
    replies AS (
      SELECT parent_id,
        COUNT(*) AS number, MAX(id) AS newest, MAX(edited_at) AS edited_at,
        COUNT(hidden_at) AS hidden, MAX(hidden_at) AS hidden_at,
        COUNT(deleted_at) AS deleted, MAX(deleted_at) AS deleted_at
      FROM reader_comment WHERE parent_id IN (SELECT id FROM begun) GROUP BY parent_id
    )
    SELECT (
        SELECT COUNT(*) FROM reader_comment
        WHERE chapter_id = %s AND passage_id IS NULL AND parent_id IS NULL
      ),
      begun.id, begun.edited_at, begun.hidden_at, begun.deleted_at,
      COALESCE(number, 0), newest, replies.edited_at,
      hidden, replies.hidden_at, deleted, replies.deleted_at, thanks_stamp
    FROM begun LEFT JOIN replies ON replies.parent_id = begun.id
    ORDER BY begun.created_at, begun.id
"""
"""In SQL, because after every comment on a chapter it is asked before the page is sent. The indexes
of comments beside each other and of replies are read alone and in their order, which makes it
nearly as cheap among 5,000 as among five."""


def thread_states(chapter: int, most: int) -> tuple[int, dict[int, tuple[Any, ...]]]:
    """How many threads there are on a chapter as a whole, by its key; and for each of the first
    ones, at `most` so many, in their order by the key of the comment that begins it, what becomes
    another when anything in it is added, reworded, deleted, hidden, shown again or thanked for."""
    with connection.cursor() as cursor:
        cursor.execute(THREAD_STATES, [chapter, most, chapter])
        rows = cursor.fetchall()
    states = {}
    total = 0
    for total, key, *state in rows:  # noqa: B007
        states[key] = tuple(state)
    return total, states
