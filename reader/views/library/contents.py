"""A story's table of contents: all of it where it is short, else the range where one is."""

from __future__ import annotations

from collections import defaultdict

from django.db.models import Exists, OuterRef

from reader.models import Chapter, Reading, Story
from reader.models.library.chapter import ChapterQuerySet
from reader.models.library.chapter_range import (
    ChapterRange,
    chapter_ranges,
    count_by_range,
    start_of_range,
)
from reader.models.margin.talk import tell_talk_of_chapters
from reader.models.viewer import Viewer
from reader.views.library.revision_runs import revision_runs

LONGEST_LIST = 60
"""Chapters that are listed one after the other; where there are more, they come in ranges."""
MOST_AT_ONCE = 100
"""Chapters that come with the page; where there are more, only those of the open range do."""


class Contents:
    """What a reader may read of a story, in ranges, and those of the chapters that come with the
    page. The range is open that has the chapter of a `number`, or else the first one.

    Five queries, however many chapters there are.
    """

    def __init__(self, story: Story, reader: Viewer, number: int) -> None:
        readable = Chapter.objects.visible_to(reader).in_story().filter(story=story)
        self.ranges = chapter_ranges(readable)
        self.count = sum(one.count for one in self.ranges)
        self.words = sum(one.words for one in self.ranges)
        self.updated = max((one.updated for one in self.ranges if one.updated), default=None)
        self.is_short = self.count <= LONGEST_LIST
        self.is_folded = self.count > MOST_AT_ONCE
        self.read = 0
        self.revision_runs = ""
        self.open = self._range_of(number)
        if self.open:
            self.first, self.last = self.ranges[0].first, self.ranges[-1].last
            self.revision_runs = revision_runs(readable, self.last)
            self._count_read(readable, reader)
            self._load_chapters(readable, reader)

    def _range_of(self, number: int) -> ChapterRange | None:
        for one in self.ranges:
            if one.start == start_of_range(number):
                return one
        return self.ranges[0] if self.ranges else None

    def _count_read(self, readable: ChapterQuerySet, reader: Viewer) -> None:
        own = Reading.objects.of(reader).filter(chapter=OuterRef("pk"))
        read = count_by_range(readable.filter(Exists(own)))
        for one in self.ranges:
            one.read = read.get(one.start, 0)
            self.read += one.read

    def _load_chapters(self, readable: ChapterQuerySet, reader: Viewer) -> None:
        """Each chapter knows whether the reader has read it, and in which revision, where it was
        revised since."""
        if self.is_folded and self.open:
            readable = readable.filter(number__range=(self.open.first, self.open.last))
        own = Reading.objects.of(reader).filter(chapter=OuterRef("pk"))
        overtaken = own.overtaken().values("revision__number")[:1]
        self.chapters = list(
            readable.annotate(overtaken=overtaken, read=Exists(own)).only(  # type: ignore[no-redef]
                "story", "number", "title", "words", "published_at"
            )
        )
        tell_talk_of_chapters(self.chapters, reader)
        by_start: defaultdict[int, list[Chapter]] = defaultdict(list)
        for chapter in self.chapters:
            by_start[start_of_range(chapter.number or 0)].append(chapter)
        for one in self.ranges:
            one.chapters = by_start[one.start]
