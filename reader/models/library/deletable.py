"""That a story was deleted: for some days it can be put back, then it is erased."""

from __future__ import annotations

from django.db import models
from django.utils import timezone


class Deletable(models.Model):
    """What a story says of that."""

    deleted_at = models.DateTimeField(null=True, editable=False)
    erased_at = models.DateTimeField(
        null=True,
        editable=False,
        help_text="Since when all of it is gone but what readers wrote on it.",
    )

    class Meta:
        abstract = True

    def delete_for_now(self) -> None:
        """Take it out of everybody's sight; it can be put back until it is erased."""
        self.deleted_at = timezone.now()
        self.save(update_fields=["deleted_at"])

    def put_back(self) -> None:
        """Undo that: it is what it was, published or a draft."""
        self.deleted_at = None
        self.save(update_fields=["deleted_at"])
