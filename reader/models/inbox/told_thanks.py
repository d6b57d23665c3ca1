"""Which notification tells whom of thanks: of what several wrote, one of each of them."""

from __future__ import annotations

from django.db import models

from reader.models import visibility
from reader.models.inbox.thanks import Thanks
from reader.models.people.silence import Silence


class ToldThanksQuerySet(models.QuerySet["ToldThanks"]):
    """Thanks that were told of."""

    def heard(self) -> ToldThanksQuerySet:
        """Those that stand, given by readers of whom the one who was told wants to hear."""
        between = visibility.silence_between(
            Silence.objects.all(), "notification__reader", "thanks__reader"
        )
        return self.filter(~between, thanks__taken_back_at=None)


class ToldThanks(models.Model):
    """That a notification tells of thanks."""

    thanks = models.ForeignKey(Thanks, models.CASCADE, related_name="told")
    notification = models.ForeignKey("Notification", models.CASCADE, related_name="told_thanks")

    objects = ToldThanksQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "told thanks"
        constraints = [
            models.UniqueConstraint(fields=["thanks", "notification"], name="told_once_of_thanks")
        ]

    def __str__(self) -> str:
        return f"{self.notification.reader} was told: {self.thanks}"
