"""What a page of a chapter depends on, in one query: the one that every page view makes."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from django.db import connection
from django.utils import timezone

from reader.models.stamps import Stamps
from reader.models.visibility import Viewer, key_of

LARGEST_NUMBER = 2**31 - 1
PAGE_KEY = """
    SELECT chapter.id, chapter.stamp, story.stamp,
      chapter.margin_stamp, chapter.margin_changes, chapter.comments_stamp,
      chapter.revision_id, story.author_id,
      EXISTS (SELECT 1 FROM reader_passage WHERE chapter_id = chapter.id AND loose),
      CASE WHEN place.chapter_id = chapter.id THEN place.revision_id END, place."offset",
      COALESCE(
        reading.revision_id,
        CASE WHEN place.chapter_id = chapter.id
          THEN COALESCE(place.known_id, place.revision_id) END
      ),
      furthest.id, furthest.number, place.furthest_offset, place.furthest_device,
      EXISTS (
        SELECT 1 FROM reader_thanks WHERE chapter_id = chapter.id AND taken_back_at IS NULL
      ),
      EXISTS (
        SELECT 1 FROM reader_thanks
        WHERE chapter_id = chapter.id AND reader_id = %s AND taken_back_at IS NULL
      ),
      COALESCE(
        (SELECT following FROM reader_follow WHERE story_id = story.id AND reader_id = %s),
        EXISTS (
          SELECT 1 FROM reader_follow
          WHERE author_id = story.author_id AND reader_id = %s AND following
        ) OR EXISTS (
          SELECT 1 FROM reader_shelving shelving JOIN reader_shelf shelf
            ON shelf.id = shelving.shelf_id
          WHERE shelving.story_id = story.id AND shelf.reader_id = %s
        )
      ),
      story.id, story.rating,
      (
        SELECT {joined} FROM reader_story_tags given JOIN reader_tag tag ON tag.id = given.tag_id
        WHERE given.story_id = story.id AND tag.kind = 'warning'
      )
    FROM reader_chapter chapter
    JOIN reader_story story ON story.id = chapter.story_id
    LEFT JOIN reader_progress place ON place.story_id = story.id AND place.reader_id = %s
    LEFT JOIN reader_chapter furthest
      ON furthest.id = place.furthest_chapter_id AND furthest.number >= chapter.number
    LEFT JOIN reader_reading reading ON reading.chapter_id = chapter.id AND reading.reader_id = %s
    WHERE story.slug = %s AND chapter.number = %s AND chapter.revision_id IS NOT NULL
      AND chapter.deleted_at IS NULL AND story.deleted_at IS NULL
      AND (chapter.published_at <= %s AND story.published_at <= %s OR story.author_id = %s)
"""
JOINED = {
    "sqlite": "group_concat(tag.name, char(10))",
    "postgresql": "string_agg(tag.name, chr(10))",
}
"""The names of a story's warnings in one text, a line each: no name of a tag has lines."""


class Furthest(NamedTuple):
    """The furthest place of a reader in a story, where it is in this chapter or a later one."""

    chapter: int
    number: int
    offset: int
    device: str


class PageKey(NamedTuple):
    """The stamps of a chapter, its present revision, its author, whether any passage of it is
    loose, where the reader stopped in it, as (revision, offset), the revision of it whose text
    they know, the furthest that they have come, whether anybody, and whether they themselves,
    thanked for it, and whether they follow its story, which nobody does with their own; the
    story's key, its rating and its warnings."""

    stamps: Stamps
    revision: int
    author: int
    has_loose: bool
    place: tuple[int, int] | None
    known: int | None
    furthest: Furthest | None
    has_thanks: bool
    thanked: bool
    follows: bool
    story: int
    rating: str
    warnings: tuple[str, ...]


def page_key(viewer: Viewer, slug: str, number: int) -> PageKey | None:
    """What a reader's page of a story's chapter depends on; None if it is not theirs to read.

    `Chapter.objects.visible_to`, and `follows`, in SQL, because building these queries takes Django
    ten times as long as the database takes to answer them.
    """
    if number > LARGEST_NUMBER:
        return None
    reader = key_of(viewer)
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    with connection.cursor() as cursor:
        asked = [*[reader] * 6, slug, number, now, now, reader]
        cursor.execute(_sql(connection.vendor), asked)
        row = cursor.fetchone()
    if row is None:
        return None
    revision, author, has_loose, stopped_in, offset, known = row[6:12]
    place = (stopped_in, offset) if stopped_in else None
    furthest = Furthest(*row[12:16]) if row[12] else None
    stamps, thanks = Stamps(*row[:6]), (bool(row[16]), bool(row[17]))
    follows = bool(row[18]) and reader != author
    warnings = tuple(sorted(row[21].split("\n"))) if row[21] else ()
    about = (row[19], row[20], warnings)
    return PageKey(
        stamps, revision, author, bool(has_loose), place, known, furthest, *thanks, follows, *about
    )


@cache
def _sql(vendor: str) -> str:
    return PAGE_KEY.replace("{joined}", JOINED[vendor])
