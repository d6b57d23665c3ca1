"""What the authors of a story are told of comments that wait: how many do by now, and nothing where
none do."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Count

from reader.models.inbox.notification import Notification, NotificationQuerySet
from reader.models.margin.waiting import waiting_for
from reader.models.people.reader import Reader


def load_waiting(rows: Sequence[Notification]) -> None:
    """Let notifications of one reader that comments wait know how many do by now. One query; none
    where there are no such."""
    told = [row for row in rows if row.kind == Notification.Kind.WAITING]
    if not told:
        return
    waiting = waiting_for(told[0].reader).filter(chapter__story__in=[row.story_id for row in told])
    by_story = waiting.order_by().values("chapter__story").annotate(total=Count("pk"))
    counted = dict(by_story.values_list("chapter__story", "total"))
    for row in told:
        row.waiting = counted.get(row.story_id or 0, 0)


def tell_nothing_where_nothing_waits(story: int) -> None:
    """Take back what the authors of a story, by its key, were told, where nothing waits for them
    any more."""
    gone = []
    for row in told_that_comments_wait(story).select_related("reader"):
        if not waiting_for(row.reader).filter(chapter__story=story).exists():
            gone.append(row.reader_id)
    if gone:
        with transaction.atomic():
            told_that_comments_wait(story).filter(reader__in=gone).delete()
            Notification.objects.count_for_all(Reader.objects.filter(pk__in=gone))


def told_that_comments_wait(story: int) -> NotificationQuerySet:
    """What the authors of a story, by its key, were told."""
    return Notification.objects.filter(kind=Notification.Kind.WAITING, story=story)
