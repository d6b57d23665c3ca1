"""Chosen readers: to whom an author shows a story that is for few, a draft too."""

from __future__ import annotations

from collections.abc import Collection

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone


class ChosenReaderQuerySet(models.QuerySet["ChosenReader"]):
    """Chosen readers, of stories."""

    @transaction.atomic
    def replace(self, story: int, readers: Collection[int]) -> None:
        """Let these readers be the chosen ones of a story, and nobody else: all by their keys."""
        of_story = self.filter(story=story)
        of_story.exclude(reader__in=readers).delete()
        known = set(of_story.values_list("reader", flat=True))
        new = sorted(set(readers) - known)
        rows = [ChosenReader(story_id=story, reader_id=reader) for reader in new]
        ChosenReader.objects.bulk_create(rows, ignore_conflicts=True)


class ChosenReader(models.Model):
    """That the author of a story chose a reader for it. It counts while the story's audience are
    its chosen readers, and is remembered while it is another one."""

    story = models.ForeignKey("Story", models.CASCADE, related_name="chosen_readers")
    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="stories_shown"
    )
    chosen_at = models.DateTimeField(default=timezone.now)
    told_at = models.DateTimeField(null=True, editable=False)
    """When they heard of it."""

    objects = ChosenReaderQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["id"], condition=models.Q(told_at=None), name="chosen_readers_to_tell"
            )
        ]
        constraints = [
            models.UniqueConstraint(fields=["story", "reader"], name="chosen_once_for_a_story")
        ]

    def __str__(self) -> str:
        return f"{self.reader} may read {self.story}"
