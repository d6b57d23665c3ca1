"""The chapters on the page of a whole story, each with its text or the way to it."""

from __future__ import annotations

from collections import defaultdict

from django.db.models import Q

from reader.models import Chapter, Story
from reader.models.library.chapter_range import (
    CHAPTERS_IN_A_RANGE,
    ChapterRange,
    chapter_ranges,
    start_of_range,
)
from reader.models.visibility import Viewer

MOST_AT_ONCE = 100
"""Chapters whose parts all come with the page; where there are more, a range comes when one nears
it, but for the first one and the one that is wanted."""


class Parts:
    """What a reader may read of a story, in ranges, and the chapters of those that come with the
    page. Two queries, however many there are."""

    def __init__(self, story: Story, reader: Viewer, wanted: int) -> None:
        readable = Chapter.objects.visible_to(reader).in_story()
        chapters = readable.filter(story=story, revision__isnull=False)
        self.ranges = chapter_ranges(chapters)
        self.count = sum(one.count for one in self.ranges)
        self.words = sum(one.words for one in self.ranges)
        self.is_folded = self.count > MOST_AT_ONCE
        if self.is_folded:
            first = Q(number__lte=self.ranges[0].last)
            here = start_of_range(wanted)
            near = Q(number__range=(here, here + CHAPTERS_IN_A_RANGE - 1))
            chapters = chapters.filter(first | near)
        by_start: defaultdict[int, list[Chapter]] = defaultdict(list)
        for chapter in chapters.only("pk", "number", "title", "words", "story_id"):
            chapter.story = story
            by_start[start_of_range(chapter.number or 0)].append(chapter)
        for one in self.ranges:
            one.chapters = by_start[one.start]

    @property
    def first(self) -> Chapter | None:
        """The first chapter: its text comes with the page."""
        return self.ranges[0].chapters[0] if self.ranges else None

    def range_of(self, number: int) -> ChapterRange | None:
        """The range that has a chapter of this number."""
        for one in self.ranges:
            if one.first <= number <= one.last:
                return one
        return None
