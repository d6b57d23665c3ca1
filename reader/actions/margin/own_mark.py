"""A reader's own marks on one chapter."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from django.db import connection

OWN_MARKS = """
    SELECT passage.start, passage."end", passage.id, passage.loose,
      highlight.colour, highlight.public
    FROM reader_highlight highlight CROSS JOIN reader_passage passage
    WHERE highlight.reader_id = %s AND highlight.removed_at IS NULL
      AND passage.id = highlight.passage_id AND passage.chapter_id = %s
      AND (passage.loose OR passage.revision_id = %s)
    ORDER BY passage.start, passage."end", passage.id
"""
"""By way of the reader's highlights: a chapter may have many more of others'. In SQLite CROSS JOIN
says which table comes first; to PostgreSQL it is like any other."""

OWN_MARKS_ON_CHAPTERS = """
    SELECT passage.start, passage."end", passage.id, passage.loose,
      highlight.colour, highlight.public, passage.chapter_id
    FROM reader_highlight highlight CROSS JOIN reader_passage passage
      CROSS JOIN reader_chapter chapter
    WHERE highlight.reader_id = %s AND highlight.removed_at IS NULL
      AND passage.id = highlight.passage_id AND NOT passage.loose
      AND chapter.id = passage.chapter_id AND passage.revision_id = chapter.revision_id
      AND chapter.story_id = %s AND chapter.number BETWEEN %s AND %s
    ORDER BY passage.start, passage."end", passage.id
"""


class OwnMark(NamedTuple):
    """A highlight of the reader's own: where it stands in the present text, in code points, or
    that its words are gone."""

    start: int
    end: int
    passage: int
    loose: bool
    colour: str
    public: bool


def own_marks(reader: int, chapter: int, revision: int) -> list[OwnMark]:
    """The highlights of a reader on a revision of a chapter, by their keys, in the order of the
    text. In SQL, because every page view asks for them."""
    with connection.cursor() as cursor:
        cursor.execute(OWN_MARKS, [reader, chapter, revision])
        return [OwnMark(*row) for row in cursor.fetchall()]


def own_marks_on_chapters(
    reader: int, story: int, first: int, last: int
) -> defaultdict[int, list[OwnMark]]:
    """The highlights of a reader on the present texts of a story's chapters from one number to
    another, by the keys of the chapters."""
    marks: defaultdict[int, list[OwnMark]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(OWN_MARKS_ON_CHAPTERS, [reader, story, first, last])
        for *row, chapter in cursor.fetchall():
            marks[chapter].append(OwnMark(*row))
    return marks
