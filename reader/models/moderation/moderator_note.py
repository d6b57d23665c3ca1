"""Notes that moderators keep about somebody, for each other."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone


class ModeratorNote(models.Model):
    """What one moderator wants the others to know about a reader."""

    about = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="moderator_notes"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="notes_made")
    text = models.TextField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.by} about {self.about}: {self.text[:60]}"
