"""Offers of a story: its author wants to hand it over, and somebody has not answered yet."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone


class Offer(models.Model):
    """That a story's author asked a reader to take it over. Until they do nothing changes."""

    story = models.OneToOneField("Story", models.CASCADE, related_name="offer")
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="offers")
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.story}, offered to {self.reader}"
