"""What a revision did to words that somebody marked."""

from __future__ import annotations

from django.db.models import TextChoices


class Fate(TextChoices):
    """Nothing stands for words that are as they were."""

    GONE = "gone"
    CHANGED = "changed"
    BACK = "back", "as they were marked, after they had been gone or changed"
