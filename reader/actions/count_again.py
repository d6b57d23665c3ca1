"""What is unread is counted anew where stories, chapters or comments go out of sight, or come back:
each page says how many there are, and nobody opens their inbox to find none of them."""

from __future__ import annotations

from reader.models.inbox.notification import Notification, NotificationQuerySet
from reader.models.people.reader import Reader
from reader.tasks import task

AT_ONCE = 50
"""Readers for whom it is counted in one transaction."""


def count_again(told: NotificationQuerySet) -> None:
    """Have it counted for all who were told of something in the stories of these, in a moment: they
    may be many. To be called once it is stored who may see what. One query where nothing is
    unread."""
    here = told.unread().filter(story__isnull=False).order_by()
    if stories := sorted(set(here.values_list("story", flat=True).distinct())):
        count_unread_in.enqueue(stories)


def count_again_of(comments: NotificationQuerySet) -> None:
    """The same where comments go or come: for those alone who were told of them."""
    told = comments.unread().order_by()
    if readers := sorted(set(told.values_list("reader", flat=True).distinct())):
        count_unread_by.enqueue(readers)


@task()
def count_unread_in(stories: list[int]) -> None:
    """Count what is unread by all who have anything unread of these stories, by their keys."""
    told = Notification.objects.unread().filter(story__in=stories).order_by()
    _count(sorted(set(told.values_list("reader", flat=True))))


@task()
def count_unread_by(readers: list[int]) -> None:
    """Count what is unread by readers, by their keys."""
    _count(readers)


def _count(readers: list[int]) -> None:
    for first in range(0, len(readers), AT_ONCE):
        some = readers[first : first + AT_ONCE]
        Notification.objects.count_for_all(Reader.objects.filter(pk__in=some))
