"""Uploads: files that an author brought, understood, and not yet made a story of."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse

from reader.text.manuscripts.manuscript import Manuscript

MOST = 50
"""Uploads that one reader may have waiting."""


class Upload(models.Model):
    """A manuscript in its author's hands. `story` is the one that it may be a newer state of."""

    reader = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="uploads")
    name = models.CharField(max_length=200)
    files = models.PositiveIntegerField(default=1, help_text="How many were sent.")
    refusals = models.JSONField(
        default=list, help_text="A sentence for each file that could not be read."
    )
    manuscript = models.JSONField()
    story = models.ForeignKey("Story", models.SET_NULL, null=True, related_name="+")
    plan = models.JSONField(
        null=True, help_text="What bringing `story` up to date does, as the proof says it."
    )
    publishing = models.CharField(
        max_length=10, blank=True, help_text="What a task does: publish, draft or update."
    )
    task = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.name

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """With its pictures, and their files."""
        self.pictures.all().erase()
        return super().delete(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("upload", args=[self.pk])

    def proof(self) -> Manuscript:
        """The manuscript as it is understood so far."""
        return Manuscript.from_json(self.manuscript)
