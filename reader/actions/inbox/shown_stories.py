"""Who is told that a story was opened to them: whoever its author chose for it."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from reader.models.audience import Audience
from reader.models.chosen_reader import ChosenReader
from reader.models.library.story_news import StoryNews

A_DAY = timedelta(days=1)
"""Whoever is taken out and put in again within it is not told again."""


def to_tell() -> QuerySet[ChosenReader]:
    """Chosen readers who may read a story by now and were not told yet."""
    here = {"story__audience": Audience.CHOSEN, "story__deleted_at": None}
    untold = ChosenReader.objects.filter(told_at=None, story__taken_down_at=None, **here)
    return untold.order_by("pk")


@transaction.atomic
def tell(key: int) -> None:
    """Tell one of them: their inbox says the story's title, and nothing of its text."""
    now = timezone.now()
    if not to_tell().filter(pk=key).update(told_at=now):
        return
    chosen = ChosenReader.objects.select_related("story__author").get(pk=key)
    shown = StoryNews.Kind.SHOWN
    lately = StoryNews.objects.filter(kind=shown, story=chosen.story_id, at__gt=now - A_DAY)
    if not lately.filter(reader=chosen.reader_id).exists():
        by = chosen.story.author
        StoryNews.objects.tell([chosen.reader_id], shown, chosen.story, by=by)
