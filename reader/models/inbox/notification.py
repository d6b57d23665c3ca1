"""Notifications: what happened that a reader wants to hear of, a row each for each of them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from reader.models import visibility
from reader.models.library.chapter import Chapter
from reader.models.margin.comment import Comment
from reader.models.people.reader import Reader


class NotificationQuerySet(models.QuerySet["Notification"]):
    """Notifications, chosen and read."""

    def visible_to(self, reader: Reader) -> NotificationQuerySet:
        """A reader's own, of what they may read and what still says something."""
        return self.visible().filter(reader=reader)

    def visible(self) -> NotificationQuerySet:
        """Those that the reader of each may see."""
        return self.filter(visibility.notifications())

    def unread(self) -> NotificationQuerySet:
        return self.filter(read_at=None)

    def with_what(self) -> NotificationQuerySet:
        """With what each tells of."""
        return self.select_related(
            "chapter__story", "comment__reader", "comment__passage", "comment__chapter__story"
        )

    def read(self, reader: Reader) -> None:
        """These were read by their reader."""
        self.unread().update(read_at=timezone.now())
        Notification.objects.count_for_all(Reader.objects.filter(pk=reader.pk))

    def count_for(self, reader: Reader) -> None:
        """Take anew how many unread ones the bar shows a reader: of those that they may see.
        Nothing is written where it is as many as it shows."""
        unread = self.visible_to(reader).unread().count()
        if unread != reader.unread:
            reader.unread = unread
            self.count_for_all(Reader.objects.filter(pk=reader.pk))

    def count_for_all(self, readers: QuerySet[Reader]) -> None:
        """Take anew how many unread ones the bar shows each of some readers, in one query."""
        own = self.visible().unread().filter(reader=OuterRef("pk")).order_by().values("reader")
        counted = Subquery(own.annotate(unread=Count("pk")).values("unread"))
        readers.update(unread=Coalesce(counted, 0))


class Notification(models.Model):
    """That something happened to a reader's words, or in a story of theirs."""

    class Kind(models.TextChoices):
        ANSWER = "answer", "an answer to a comment of theirs"
        COMMENT = "comment", "a comment on a story of theirs"
        THREAD = "thread", "a comment in a thread in which they spoke"
        CHAPTER = "chapter", "a new chapter of a story on a shelf of theirs"

    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="notifications"
    )
    kind = models.CharField(max_length=8, choices=Kind)
    chapter = models.ForeignKey(Chapter, models.CASCADE, related_name="+")
    comment = models.ForeignKey(Comment, models.CASCADE, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["reader", "-id"]),
            models.Index(fields=["reader"], condition=Q(read_at=None), name="unread_notifications"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["reader", "comment"], name="one_a_comment"),
            models.UniqueConstraint(
                fields=["reader", "chapter"], condition=Q(comment=None), name="one_a_chapter"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reader}: {self.get_kind_display()}"

    def get_absolute_url(self) -> str:
        """Opens it: it is read then, and one comes to the very words."""
        return reverse("notification", args=[self.pk])

    @property
    def leads_to(self) -> str:
        """Where the words are that it tells of."""
        return self.comment.url_in_chapter if self.comment else self.chapter.get_absolute_url()
