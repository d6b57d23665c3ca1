"""What was to come out by itself, and comes out later: its author is suspended until then."""

from __future__ import annotations

from django.db import models


class Postponed(models.Model):
    """What a story or a chapter says of that."""

    postponed_from = models.DateTimeField(
        null=True, editable=False, help_text="When it was to come out before that."
    )

    class Meta:
        abstract = True
