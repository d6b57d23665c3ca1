"""What is unread is counted anew where stories, chapters or comments go out of sight, or come back:
each page says how many there are, and nobody opens their inbox to find none of them."""

from __future__ import annotations

from reader.models.inbox.notification import Notification, NotificationQuerySet
from reader.models.people.reader import Reader
from reader.tasks import task

AT_ONCE = 50
"""Readers for whom it is counted in one transaction."""


def count_again(*told: NotificationQuerySet) -> None:
    """Have it counted for all who were told of something in the stories of these, in a moment: they
    may be many. To be called once it is stored who may see what. A query for each, where nothing is
    unread."""
    stories: set[int] = set()
    for rows in told:
        here = rows.unread().filter(story__isnull=False).order_by()
        stories.update(here.values_list("story", flat=True).distinct())
    if stories:
        count_unread_in.enqueue(sorted(stories))


@task()
def count_unread_in(stories: list[int]) -> None:
    """Count what is unread by all who have anything unread of these stories, by their keys."""
    told = Notification.objects.unread().filter(story__in=stories).order_by()
    readers = sorted(set(told.values_list("reader", flat=True)))
    for first in range(0, len(readers), AT_ONCE):
        some = readers[first : first + AT_ONCE]
        Notification.objects.count_for_all(Reader.objects.filter(pk__in=some))
