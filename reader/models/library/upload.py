"""Uploads: files that an author brought, understood, and not yet made a story of."""

from __future__ import annotations

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
    manuscript = models.JSONField()
    story = models.ForeignKey("Story", models.SET_NULL, null=True, related_name="+")
    plan = models.JSONField(
        null=True, help_text="What bringing `story` up to date does, as the proof says it."
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("upload", args=[self.pk])

    def proof(self) -> Manuscript:
        """The manuscript as it is understood so far."""
        return Manuscript.from_json(self.manuscript)
