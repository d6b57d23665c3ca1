"""What the authors of a story are told of comments that wait: how many do by now, and nothing where
none do."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.db import transaction
from django.db.models import Count, Exists, F, OuterRef, Q

from reader.models.inbox.notification import Notification, NotificationQuerySet
from reader.models.library.co_author import CoAuthor
from reader.models.margin.comment_states import SILENT
from reader.models.margin.waiting import waiting_comments, waiting_for
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


def tell_nothing_where_nothing_waits(stories: Collection[int]) -> None:
    """Take back what the authors of stories, by their keys, were told, where nothing waits for them
    any more."""
    told = told_that_comments_wait(stories)
    waits = waiting_comments().filter(SILENT, chapter__story=OuterRef("story"))
    waits = waits.exclude(reader=OuterRef("reader"))
    with_others = CoAuthor.objects.accepted().filter(story=OuterRef("story"))
    writes = Q(story__author=F("reader")) | Exists(with_others.filter(reader=OuterRef("reader")))
    still = told.filter(writes, Exists(waits), story__deleted_at=None)
    gone = dict(told.exclude(pk__in=still.values("pk")).values_list("pk", "reader"))
    if gone:
        with transaction.atomic():
            Notification.objects.filter(pk__in=gone).delete()
            Notification.objects.count_for_all(Reader.objects.filter(pk__in=gone.values()))


def told_that_comments_wait(stories: Collection[int]) -> NotificationQuerySet:
    """What the authors of stories, by their keys, were told."""
    return Notification.objects.filter(kind=Notification.Kind.WAITING, story__in=stories)
