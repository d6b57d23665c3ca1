"""What the authors of a story are told of corrections that wait: how many do by now. Where none do,
nothing is told any more (`visibility.notifications`)."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.db.models import Count

from reader.models.inbox.notification import Notification
from reader.models.margin.typo_note import TypoNote
from reader.models.people.reader import Reader


def load_corrections(rows: Sequence[Notification]) -> None:
    """Let notifications of one reader that corrections wait know how many do by now in their
    chapter. One query; none where there are no such."""
    told = [row for row in rows if row.kind == Notification.Kind.CORRECTIONS]
    if not told:
        return
    waiting = TypoNote.objects.sent_to(told[0].reader).waiting()
    waiting = waiting.filter(story__in=[row.story_id for row in told]).order_by()
    by_chapter = waiting.values("passage__chapter").annotate(total=Count("pk"))
    counted = dict(by_chapter.values_list("passage__chapter", "total"))
    for row in told:
        row.waiting = counted.get(row.chapter_id or 0, 0)


def count_corrections_again(stories: Collection[int]) -> None:
    """Count anew what is unread by those who were told that corrections wait on these stories, by
    their keys: fewer may wait, or more."""
    told = Notification.objects.unread().filter(kind=Notification.Kind.CORRECTIONS)
    readers = list(told.filter(story__in=stories).order_by().values_list("reader", flat=True))
    if readers:
        Notification.objects.count_for_all(Reader.objects.filter(pk__in=readers))
