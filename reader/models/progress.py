"""Progress: how far a reader has come in a story."""

from __future__ import annotations

from bisect import bisect_right
from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils import timezone

from reader.models.reader import Reader
from reader.text.passages import carry

if TYPE_CHECKING:
    from reader.models.chapter import Chapter


class ProgressQuerySet(models.QuerySet["Progress"]):
    """Places in stories, kept and found."""

    def of(self, reader: object) -> ProgressQuerySet:
        return self.filter(reader=reader) if isinstance(reader, Reader) else self.none()

    def kept_within(self, time: timedelta) -> ProgressQuerySet:
        """Places that were kept after that time ago."""
        return self.filter(updated_at__gt=timezone.now() - time)

    def keep(
        self, reader: Reader, chapter: Chapter, offset: int, *, finished: bool = False
    ) -> None:
        """Remember the place: a code point of the chapter's present text."""
        self.update_or_create(
            reader=reader,
            story_id=chapter.story_id,
            defaults={
                "chapter": chapter,
                "revision_id": chapter.revision_id,
                "offset": offset,
                "finished": finished,
            },
        )


class Progress(models.Model):
    """A reader's place in a story: the chapter, and a code point in one of its revisions."""

    reader = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="progress")
    story = models.ForeignKey("Story", models.CASCADE, related_name="progress")
    chapter = models.ForeignKey("Chapter", models.CASCADE, related_name="+")
    revision = models.ForeignKey("Revision", models.CASCADE, related_name="+")
    offset = models.PositiveIntegerField(default=0)
    finished = models.BooleanField("read to the chapter's end", default=False)
    updated_at = models.DateTimeField(auto_now=True)

    objects = ProgressQuerySet.as_manager()

    class Meta:
        ordering = ["-updated_at"]
        verbose_name_plural = "progress"
        constraints = [
            models.UniqueConstraint(fields=["reader", "story"], name="one_place_a_story")
        ]

    def __str__(self) -> str:
        return f"{self.reader} in {self.chapter}"

    def get_absolute_url(self) -> str:
        """The very paragraph."""
        url = self.chapter.get_absolute_url()
        return f"{url}#b{self.block}" if self.offset else url

    def move(self, chapter: Chapter, offset: int) -> None:
        """Take the place along to another chapter, as it is now."""
        self.chapter, self.revision, self.offset = chapter, chapter.revision, offset
        self.finished = False
        self.save()

    @property
    def block(self) -> int:
        """The index of the block to go on from, in the chapter as it is now."""
        return self.block_among(self.chapter.revision.starts)

    def block_among(self, starts: list[int]) -> int:
        """The same, where the caller knows the `starts` of the present revision's blocks."""
        offset = self.offset
        if self.revision_id != self.chapter.revision_id:
            then, now = self.revision, self.chapter.text
            _, start, end, _ = then.blocks[then.block_at(offset)]
            place = carry([(start, end)], then.text, now)[0]
            offset = place[0] if place else min(offset, len(now))
        return max(bisect_right(starts, offset) - 1, 0)

    @property
    def percent(self) -> int:
        """How much of the chapter is read, in hundredths."""
        if self.finished:
            return 100
        length = len(self.revision.text)
        return min(round(100 * self.offset / length), 100) if length else 0
