"""The chapters on the page of a whole story: all of them, or a range of very many."""

from __future__ import annotations

from collections.abc import Sequence

from reader.models import Chapter, Story
from reader.models.library.chapter_range import ChapterRange, chapter_ranges
from reader.models.viewer import Viewer

MOST_AT_ONCE = 100
"""Chapters that stand on one page; where there are more, a page has one range of them."""
HEAVY = ("source", "text", "blocks", "places")
"""Fields of a revision that only painting needs."""


class Parts:
    """What a reader may read of a story, and which of it stands on the page that has the chapter
    `wanted`, or on the first. Two queries, however many chapters there are."""

    def __init__(self, story: Story, reader: Viewer, wanted: int | None) -> None:
        readable = Chapter.objects.visible_to(reader).in_story()
        chapters = readable.filter(story=story, revision__isnull=False)
        self.ranges = chapter_ranges(chapters)
        self.count = sum(one.count for one in self.ranges)
        self.words = sum(one.words for one in self.ranges)
        self.is_folded = self.count > MOST_AT_ONCE
        self.here = self._here(wanted)
        shown = self.ranges if self.here is None else [self.here]
        self.first = shown[0].first if shown else 0
        self.last = shown[-1].last if shown else 0
        self.words_before = sum(one.words for one in self.ranges if one.last < self.first)
        self.chapters: Sequence[Chapter] = list(
            chapters.filter(number__range=(self.first, self.last))
            .select_related("revision")
            .defer(*(f"revision__{name}" for name in HEAVY))
            .order_by("number")
        )
        for chapter in self.chapters:
            chapter.story = story

    def _here(self, wanted: int | None) -> ChapterRange | None:
        """The range that the page shows; None where it shows all. Raises LookupError where there
        is no such chapter."""
        if not self.is_folded:
            return None
        if wanted is None:
            return self.ranges[0]
        for one in self.ranges:
            if one.first <= wanted <= one.last:
                return one
        raise LookupError(wanted)

    @property
    def previous(self) -> ChapterRange | None:
        """The range before the one that is shown."""
        return self._beside(-1)

    @property
    def next(self) -> ChapterRange | None:
        """The range after the one that is shown."""
        return self._beside(1)

    def _beside(self, step: int) -> ChapterRange | None:
        if self.here is None:
            return None
        at = self.ranges.index(self.here) + step
        return self.ranges[at] if 0 <= at < len(self.ranges) else None

    def has(self, number: int) -> bool:
        """Whether a chapter stands on the page."""
        return self.first <= number <= self.last
