"""Silences: whom a reader muted or blocked."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone


class SilenceQuerySet(models.QuerySet["Silence"]):
    """Silences, chosen."""

    def blocks(self) -> SilenceQuerySet:
        return self.filter(kind=Silence.Kind.BLOCK)

    def deaf_to(self, speaker: int) -> set[int]:
        """The keys of the readers who don't see what another one says, by their key."""
        own = self.filter(whom=speaker).order_by().values_list("reader", flat=True)
        by_speaker = self.blocks().filter(reader=speaker).order_by().values_list("whom", flat=True)
        return {*own, *by_speaker}


class Silence(models.Model):
    """That a reader muted or blocked somebody (`whom`). A mute is theirs alone, and nobody else
    can find out; a block is known to both, and holds for both."""

    class Kind(models.TextChoices):
        MUTE = "mute", "muted"
        BLOCK = "block", "blocked"

    reader = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="silences")
    whom = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=5, choices=Kind)
    at = models.DateTimeField(default=timezone.now)

    objects = SilenceQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["reader", "whom"], name="one_silence_between_two"),
            models.CheckConstraint(
                condition=~Q(reader=F("whom")), name="nobody_silences_themselves"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reader} {self.get_kind_display()} {self.whom}"
