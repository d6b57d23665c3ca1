"""Who closed a chapter, or a thread, to further comments."""

from __future__ import annotations

from django.db import models


class ClosedBy(models.TextChoices):
    """What moderators closed they alone open again, and its authors are held to it, too."""

    AUTHOR = "author", "the author of the story"
    MODERATOR = "moderator", "a moderator"


class Closable(models.Model):
    """What a chapter, a passage and a comment that begins a thread say of that, besides when it
    was."""

    closed_at: models.DateTimeField
    closed_by = models.CharField(
        max_length=9, choices=ClosedBy, blank=True, default="", editable=False
    )

    class Meta:
        abstract = True

    @property
    def closing(self) -> str:
        """By whom it is closed: a ClosedBy; an empty string where it is open."""
        return (self.closed_by or ClosedBy.AUTHOR) if self.closed_at else ""
