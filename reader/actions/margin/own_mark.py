"""What on the words of a chapter is seen by one reader and not by everybody: their own marks, and
comments that are kept from most."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from django.db import connection

from reader.actions.margin.unwanted_marks import UnwantedMark, unwanted_marks
from reader.models.library.chapter import Chapter
from reader.models.margin.sight import WITHHELD, Sight

KEPT_FROM_MOST = f"""
    FROM reader_comment comment JOIN reader_passage passage ON passage.id = comment.passage_id
    WHERE comment.chapter_id IN ({{chapters}}) AND {WITHHELD.format(row="comment")}
      AND (comment.reader_id = %s OR %s)
"""
"""Comments on words that are hidden or held, and that the reader sees all the same: found by an
index of the few that are silent."""
OWN_MARKS = f"""
    SELECT passage.start, passage."end", passage.id, passage.loose,
      highlight.colour, highlight.public, 0
    FROM reader_highlight highlight CROSS JOIN reader_passage passage
    WHERE highlight.reader_id = %s AND highlight.removed_at IS NULL
      AND passage.id = highlight.passage_id AND passage.chapter_id = %s
      AND (passage.loose OR passage.revision_id = %s)
    UNION ALL
    SELECT passage.start, passage."end", passage.id, passage.loose, '', FALSE, COUNT(*)
    {KEPT_FROM_MOST.format(chapters="%s")} AND (passage.loose OR passage.revision_id = %s)
    GROUP BY passage.start, passage."end", passage.id, passage.loose
    ORDER BY 1, 2, 3
"""
"""By way of the reader's highlights: a chapter may have many more of others'. In SQLite CROSS JOIN
says which table comes first; to PostgreSQL it is like any other."""

CHAPTERS = "SELECT id FROM reader_chapter WHERE story_id = %s AND number BETWEEN %s AND %s"
OWN_MARKS_ON_CHAPTERS = f"""
    SELECT passage.start, passage."end", passage.id, passage.loose,
      highlight.colour, highlight.public, 0, passage.chapter_id
    FROM reader_highlight highlight CROSS JOIN reader_passage passage
      CROSS JOIN reader_chapter chapter
    WHERE highlight.reader_id = %s AND highlight.removed_at IS NULL
      AND passage.id = highlight.passage_id AND NOT passage.loose
      AND chapter.id = passage.chapter_id AND passage.revision_id = chapter.revision_id
      AND chapter.story_id = %s AND chapter.number BETWEEN %s AND %s
    UNION ALL
    SELECT passage.start, passage."end", passage.id, FALSE, '', FALSE, COUNT(*), passage.chapter_id
    {KEPT_FROM_MOST.format(chapters=CHAPTERS)} AND NOT passage.loose AND passage.revision_id = (
      SELECT revision_id FROM reader_chapter WHERE id = passage.chapter_id
    )
    GROUP BY passage.start, passage."end", passage.id, passage.chapter_id
    ORDER BY 1, 2, 3
"""


class OwnMark(NamedTuple):
    """A highlight of the reader's own: where it stands in the present text, in code points, or
    that its words are gone. One without a colour is no highlight, but words on which so much is
    `said` that they see and most don't; or, below 0, that most see and they don't, as they don't
    see that these readers marked it who are `unwanted`."""

    start: int
    end: int
    passage: int
    loose: bool
    colour: str
    public: bool
    said: int = 0
    unwanted: frozenset[int] = frozenset()


def own_marks(sight: Sight, chapter: int, revision: int) -> list[OwnMark]:
    """What a reader sees on a revision of a chapter besides what everybody does, in the order of
    the text. In SQL, because every page view asks for it."""
    highlighted = [sight.own, chapter, revision]
    with connection.cursor() as cursor:
        cursor.execute(OWN_MARKS, [*highlighted, chapter, *sight.parameters, revision])
        marks = [OwnMark(*row) for row in cursor.fetchall()]
    return marks + [_without(mark) for mark in unwanted_marks(sight, [chapter])]


def own_marks_on_chapters(
    sight: Sight, story: int, first: int, last: int
) -> defaultdict[int, list[OwnMark]]:
    """The same on the present texts of a story's chapters from one number to another, by the keys
    of the chapters."""
    chapters = [story, first, last]
    marks: defaultdict[int, list[OwnMark]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(OWN_MARKS_ON_CHAPTERS, [sight.own, *chapters, *chapters, *sight.parameters])
        for *row, chapter in cursor.fetchall():
            marks[chapter].append(OwnMark(*row))
    if sight.hidden.anything:
        here = Chapter.objects.filter(story=story, number__range=(first, last))
        for mark in unwanted_marks(sight, here.values_list("pk", flat=True)):
            marks[mark.chapter].append(_without(mark))
    return marks


def _without(mark: UnwantedMark) -> OwnMark:
    return OwnMark(*mark[:4], "", False, -mark.said, mark.shown_by)
