"""What a suspended author set to come out by itself comes out when the suspension ends."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone

from reader.models.library.chapter import Chapter
from reader.models.library.co_author import CoAuthor
from reader.models.library.story import Story
from reader.models.people.reader import Reader

FIELDS = ["published_at", "postponed_from"]


def postpone(reader: Reader, until: datetime, *, before: datetime | None) -> None:
    """Let nothing of a reader's come out before then that was to come out by itself; what came to
    wait for an end that was decided `before` waits for this one, or comes out when it was to. What
    is written with others is theirs, too, and comes out. In the transaction that suspends."""
    alone = Story.with_deleted.filter(author=reader)
    alone = alone.exclude(co_authors__in=CoAuthor.objects.accepted())
    soon = {"published_at__gt": timezone.now()}
    chapters = Chapter.with_deleted.filter(story__in=alone.order_by().values("pk"), **soon)
    _move(alone.filter(**soon), until, before)
    _move(chapters.select_related("story"), until, before)


def _move(rows: Iterable[Story | Chapter], until: datetime, before: datetime | None) -> None:
    for row in list(rows):
        due = row.published_at
        if row.postponed_from and row.published_at == before:
            due = row.postponed_from
        waits = due is not None and due < until
        row.published_at = until if waits else due
        row.postponed_from = due if waits else None
        row.save(update_fields=FIELDS)
