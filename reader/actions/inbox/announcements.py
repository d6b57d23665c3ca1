"""Who is told of an announcement: whoever follows its story, or its author."""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from reader.actions.inbox.among_readers import among_readers
from reader.actions.inbox.store_notifications import tell_in_portions
from reader.models.inbox.announcement import Announcement
from reader.models.inbox.follow import followers_of
from reader.models.inbox.notification import Notification
from reader.models.people.reader import Reader


def to_tell() -> QuerySet[Announcement]:
    """Announcements in published stories of which nobody was told yet."""
    published = {"story__published_at__lte": timezone.now(), "story__deleted_at": None}
    return Announcement.objects.filter(told_at=None, **published).order_by("pk")


def tell(key: int) -> None:
    """Tell those who followed the story when it was announced."""
    this_one = to_tell().filter(pk=key)
    announcement = this_one.select_related("story").first()
    if announcement is None:
        return
    followers = followers_of(announcement.story, announcement.created_at)
    keys = followers.values_list("pk", flat=True)
    kinds = dict.fromkeys(keys, Notification.Kind.ANNOUNCEMENT)
    kinds = among_readers(kinds, announcement.story)
    what = {"story": announcement.story, "announcement": announcement}
    tell_in_portions(this_one, kinds, **what, at=announcement.created_at)


@transaction.atomic
def take_back(announcement: Announcement) -> None:
    """Delete an announcement, in everybody's inbox too."""
    told = Notification.objects.filter(announcement=announcement)
    readers = list(told.values_list("reader", flat=True))
    announcement.delete()
    Notification.objects.count_for_all(Reader.objects.filter(pk__in=readers))
