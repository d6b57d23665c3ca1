"""Co-authors: readers with the author's hands on one story."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.utils import timezone


class CoAuthorQuerySet(models.QuerySet["CoAuthor"]):
    """Co-authors, and who was asked to be one."""

    def accepted(self) -> CoAuthorQuerySet:
        """Those who said yes, the first first."""
        return self.filter(accepted_at__isnull=False).order_by("accepted_at", "pk")

    def invited(self) -> CoAuthorQuerySet:
        """Those who have not answered yet."""
        return self.filter(accepted_at=None).order_by("pk")


class CoAuthor(models.Model):
    """That a story's author asked a reader to write it with them; and, once they accepted, that
    the story is theirs too."""

    story = models.ForeignKey("Story", models.CASCADE, related_name="co_authors")
    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="co_authorships"
    )
    invited_at = models.DateTimeField(default=timezone.now)
    accepted_at = models.DateTimeField(null=True)

    objects = CoAuthorQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["story", "reader"], name="one_hand_on_a_story")
        ]

    def __str__(self) -> str:
        return f"{self.reader} {'writes' if self.accepted_at else 'is asked to write'} {self.story}"


def names_of(rows: Iterable[CoAuthor]) -> list[list[object]]:
    """What a story keeps of its co-authors: the key, the username and the name of each."""
    return [[row.reader_id, row.reader.username, str(row.reader)] for row in rows]
