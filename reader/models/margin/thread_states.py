"""In which state the first threads on a chapter are: what is kept of one is good until that is
another."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.db import connection

from reader.models.margin.sight import SILENT, STANDS, WITHHELD, Sight

REPLIES = 4
"""Where in a state it stands how many replies there are."""
COLUMNS = (
    "id, created_at, edited_at, hidden_at, held_at, deleted_at, closed_at, closed_by, pinned_at, "
    "thanks_stamp"
)
THREAD_STATES = f"""
    WITH pinned AS (
      SELECT {COLUMNS} FROM reader_comment said
      WHERE chapter_id = %s AND pinned_at IS NOT NULL AND passage_id IS NULL
        AND {STANDS.format(row="said")}
    ),
    first_begun AS (
      SELECT {COLUMNS} FROM reader_comment said
      WHERE chapter_id = %s AND passage_id IS NULL AND parent_id IS NULL AND pinned_at IS NULL
        AND {STANDS.format(row="said")}
      ORDER BY created_at, id LIMIT %s
    ),
    begun AS (SELECT {COLUMNS} FROM pinned UNION ALL SELECT {COLUMNS} FROM first_begun),
    replies AS (
      SELECT parent_id,
        COUNT(*) AS number, MAX(id) AS newest, MAX(edited_at) AS edited_at,
        COUNT(hidden_at) AS hidden, MAX(hidden_at) AS hidden_at,
        COUNT(held_at) AS held, MAX(held_at) AS held_at,
        COUNT(deleted_at) AS deleted, MAX(deleted_at) AS deleted_at
      FROM reader_comment WHERE parent_id IN (SELECT id FROM begun) GROUP BY parent_id
    ),
    counted AS (
      SELECT (
        SELECT COUNT(*) FROM reader_comment
        WHERE chapter_id = %s AND passage_id IS NULL AND parent_id IS NULL
      ) - (
        SELECT COUNT(*) FROM reader_comment said
        WHERE chapter_id = %s AND passage_id IS NULL AND parent_id IS NULL
          AND {SILENT.format(row="said")} AND NOT {STANDS.format(row="said")}
      ) - (SELECT COUNT(*) FROM pinned) AS total,
      EXISTS (
        SELECT 1 FROM reader_comment said
        WHERE chapter_id = %s AND passage_id IS NULL AND {WITHHELD.format(row="said")}
      ) AS is_withheld
    )
    SELECT total, is_withheld,
      begun.id, begun.edited_at, begun.hidden_at, begun.held_at, begun.deleted_at,
      COALESCE(number, 0), newest, replies.edited_at,
      hidden, replies.hidden_at, held, replies.held_at, deleted, replies.deleted_at,
      closed_at, closed_by, pinned_at, thanks_stamp
    FROM counted LEFT JOIN begun ON TRUE LEFT JOIN replies ON replies.parent_id = begun.id
    ORDER BY pinned_at IS NULL, begun.created_at, begun.id
"""
"""In SQL, because after every comment on a chapter it is asked before the page is sent. The indexes
of comments beside each other, of replies, and of the few that are silent are read alone and in
their order, which makes it nearly as cheap among 5,000 as among five."""


class ThreadStates(NamedTuple):
    """How many threads there are on a chapter as a whole besides the pinned ones; whether anything
    there is kept from most; and of each of the pinned and the first ones, in their order by the key
    of the comment that begins it, what becomes another when anything in it is added, reworded,
    deleted, hidden, shown again, held, approved, pinned or thanked for."""

    total: int
    is_withheld: bool
    states: dict[int, tuple[Any, ...]]


def thread_states(chapter: int, most: int, sight: Sight) -> ThreadStates:
    """The threads that somebody sees on a chapter, by its key; of the pinned ones and the
    first, at `most` so many, their states."""
    with connection.cursor() as cursor:
        seen = (*sight.parameters, *sight.parameters)
        cursor.execute(
            THREAD_STATES, [chapter, *seen, chapter, *seen, most, chapter, chapter, *seen, chapter]
        )
        rows = cursor.fetchall()
    states = {}
    for _, _, key, *state in rows:
        if key is not None:
            states[key] = tuple(state)
    total, is_withheld, *_ = rows[0]
    return ThreadStates(total, bool(is_withheld), states)
