"""The chapters of a story at its author's desk: all of them, or a range of very many."""

from __future__ import annotations

from django.urls import reverse

from reader.actions.library.schedule import comes_later
from reader.models import Chapter, Story
from reader.models.library.chapter_range import chapter_ranges, count_by_range, start_of_range
from reader.models.margin.talk import tell_talk_of_chapters
from reader.models.viewer import Viewer
from reader.text.whole_numbers import whole_number

SHOWN = (
    "number", "title", "words", "published_at", "story_id", "closed_at", "closed_by",
    "taken_down_at", "taken_down_for", "postponed_from",
)  # fmt: skip
MOST_AT_ONCE = 100
"""Chapters that stand on one page."""


class DeskChapters:
    """The chapters that are shown. Of very many that is the range of the number that is `wanted`,
    or the last one, to which an author adds. Four queries."""

    def __init__(self, viewer: Viewer, story: Story, wanted: str) -> None:
        chapters = Chapter.objects.filter(story=story).in_story()
        self.ranges = chapter_ranges(chapters)
        self.count = sum(one.count for one in self.ranges)
        self.last = self.ranges[-1].last if self.ranges else 0
        self.range = None
        if self.count > MOST_AT_ONCE:
            start = start_of_range(whole_number(wanted) or self.last)
            found = [one for one in self.ranges if one.start == start]
            self.range = found[0] if found else self.ranges[-1]
            drafts = count_by_range(chapters.filter(published_at=None))
            for one in self.ranges:
                one.drafts = drafts.get(one.start, 0)
            chapters = chapters.filter(number__range=(self.range.first, self.range.last))
        self.shown = list(chapters.only(*SHOWN))
        tell_talk_of_chapters(self.shown, viewer)
        for chapter in self.shown:
            chapter.story = story
        waiting = self._tell_order()
        self.to_schedule = bool(waiting) or any(one.drafts for one in self.ranges)

    def _tell_order(self) -> list[Chapter]:
        """Say on each chapter that is set for a time which of those before it is not out then;
        gives those that are not out now."""
        waiting: list[Chapter] = []
        for chapter in self.shown:
            if chapter.is_published or chapter.taken_down_at or not chapter.words:
                continue
            if chapter.published_at:
                for other in waiting:
                    if comes_later(other, chapter):
                        chapter.not_out_before = other
                        break
            waiting.append(chapter)
        return waiting


def desk_url(story: Story, number: int | None = None) -> str:
    """The page at the desk on which the chapter of a number stands, or would stand."""
    url = reverse("desk_story", args=[story.slug])
    count = Chapter.objects.filter(story=story).in_story().count()
    if number is None or count <= MOST_AT_ONCE:
        return url
    return f"{url}?chapters={start_of_range(number)}#chapter-{number}"
