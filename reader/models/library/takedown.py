"""What moderators took down: nobody reads it but who wrote it, and nobody publishes it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Takedown(models.Model):
    """What a story or a chapter says of that. While it is down it is a draft, whatever else
    happens to it; `taken_down_from` is when it had been published, to be so again."""

    taken_down_at = models.DateTimeField(null=True, editable=False)
    taken_down_for = models.TextField(
        blank=True, editable=False, help_text="The reason, as its author is told."
    )
    taken_down_from = models.DateTimeField(null=True, editable=False)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(taken_down_at=None) | Q(published_at=None),
                name="%(class)s_is_down_or_published",
            )
        ]
