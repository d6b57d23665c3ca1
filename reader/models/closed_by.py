"""Who closed a chapter, or a thread, to further comments."""

from __future__ import annotations

from django.db import models


class ClosedBy(models.TextChoices):
    """What moderators closed they alone open again, and its authors are held to it, too."""

    AUTHOR = "author", "the author of the story"
    MODERATOR = "moderator", "a moderator"
