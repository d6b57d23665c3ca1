"""What a page of a chapter depends on, in one query: the one that every page view makes."""

from __future__ import annotations

import json
from functools import cache
from typing import NamedTuple

from django.db import connection
from django.utils import timezone

from reader.models.audience import Audience
from reader.models.library.story import Story
from reader.models.stamps import Stamps
from reader.models.viewer import Viewer, key_of

LARGEST_NUMBER = 2**31 - 1
PAGE_KEY = """
    SELECT chapter.id, chapter.stamp, story.stamp,
      chapter.margin_stamp, chapter.margin_changes, chapter.comments_stamp,
      chapter.revision_id, story.author_id, story.co_author_names,
      EXISTS (SELECT 1 FROM reader_passage WHERE chapter_id = chapter.id AND loose = TRUE),
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
          WHERE reader_id = %s AND following AND (
            author_id = story.author_id OR author_id IN (
              SELECT reader_id FROM reader_coauthor
              WHERE story_id = story.id AND accepted_at IS NOT NULL
            )
          )
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
      AND (
        chapter.published_at <= %s AND story.published_at <= %s
          AND story.audience IN ('everybody', 'link', %s)
        OR story.author_id = %s
        OR EXISTS (
          SELECT 1 FROM reader_coauthor
          WHERE story_id = story.id AND reader_id = %s AND accepted_at IS NOT NULL
        )
        OR story.audience = 'chosen'
          AND story.taken_down_at IS NULL AND chapter.taken_down_at IS NULL
          AND (
            chapter.published_at <= %s AND story.published_at <= %s
            OR (story.published_at IS NULL OR story.published_at > %s)
              AND (SELECT is_active FROM reader_reader WHERE id = story.author_id)
          )
          AND EXISTS (
            SELECT 1 FROM reader_chosenreader WHERE story_id = story.id AND reader_id = %s
          )
      )
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
    """The stamps of a chapter, its present revision, the keys of its authors, whether any passage
    of it is loose, where the reader stopped in it, as (revision, offset), the revision of it whose
    text they know, the furthest that they have come, whether anybody, and whether they themselves,
    thanked for it, and whether they follow its story, which nobody does with their own; the
    story's key, its rating and its warnings."""

    stamps: Stamps
    revision: int
    authors: tuple[int, ...]
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

    @property
    def whose(self) -> Story:
        """As much of the story as says who its authors are."""
        author, *others = self.authors
        names = [[key, "", ""] for key in others]
        return Story(author_id=author, co_author_names=names)


def page_key(viewer: Viewer, slug: str, number: int) -> PageKey | None:
    """What a reader's page of a story's chapter depends on; None if it is not theirs to read.

    `Chapter.objects.visible_to`, and `follows`, in SQL, because building these queries takes Django
    ten times as long as the database takes to answer them.
    """
    if number > LARGEST_NUMBER:
        return None
    reader = key_of(viewer)
    audience = Audience.MEMBERS if reader else Audience.EVERYBODY
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    with connection.cursor() as cursor:
        asked = [*[reader] * 6, slug, number]
        may_read = [now, now, audience, reader, reader, now, now, now, reader]
        cursor.execute(_sql(connection.vendor), [*asked, *may_read])
        row = cursor.fetchone()
    if row is None:
        return None
    revision, author, co_authors, has_loose, stopped_in, offset, known = row[6:13]
    authors = (author, *[key for key, *_ in json.loads(co_authors)])
    place = (stopped_in, offset) if stopped_in else None
    furthest = Furthest(*row[13:17]) if row[13] else None
    stamps, thanks = Stamps(*row[:6]), (bool(row[17]), bool(row[18]))
    follows = bool(row[19]) and reader not in authors
    warnings = tuple(sorted(row[22].split("\n"))) if row[22] else ()
    kept = (stamps, revision, authors, bool(has_loose), place, known, furthest)
    return PageKey(*kept, *thanks, follows, row[20], row[21], warnings)


@cache
def _sql(vendor: str) -> str:
    return PAGE_KEY.replace("{joined}", JOINED[vendor])
