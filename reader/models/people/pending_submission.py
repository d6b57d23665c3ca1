"""Pending submissions: forms that came after their writer's session had ended, kept for them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone


class PendingSubmission(models.Model):
    """A form that was not taken, because nobody was signed in any more: where it was sent to, from
    which page, and what it held. It is for the reader whose session had ended, and nobody else."""

    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="pending_submissions"
    )
    path = models.TextField()
    page = models.TextField()
    fields = models.JSONField()
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["pk"]
        db_table = "reader_unsent"

    def __str__(self) -> str:
        return f"{self.reader}: {self.path}"
