"""A chapter of the demo library that comes out by itself."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from reader.actions.library.add_chapters import add_chapter
from reader.actions.library.schedule import schedule
from reader.models import Story


def add_for_later(row: dict[str, Any]) -> None:
    """Add one that is written, and comes out at six in the evening of a day to come."""
    story = Story.objects.get(slug=row["story"])
    chapter = add_chapter(story, row["title"], row["text"], draft=True)
    evening = timezone.localtime().replace(hour=18, minute=0, second=0, microsecond=0)
    schedule(story, {chapter.pk: evening + timedelta(days=row["in_days"])})
