"""Appeals: that somebody answers a decision about them, once."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from reader.models.moderation.decision import Decision


class Appeal(models.Model):
    """Why a decision should be looked at again. It waits as a case of its own."""

    decision = models.OneToOneField(Decision, models.PROTECT, related_name="appeal")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="appeals")
    text = models.TextField()
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.by}: {self.text[:60]}"
