"""Digests: e-mails that tell a reader of what is new in their inbox."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone


class DigestQuerySet(models.QuerySet["Digest"]):
    """Digests, chosen."""

    def to_send(self) -> DigestQuerySet:
        """Those whose time has come."""
        return self.filter(state=Digest.State.WAITING, try_at__lte=timezone.now())


class Digest(models.Model):
    """One e-mail, made or to be made of the notifications that belong to it.

    It says that it is being sent before it is. Whatever dies then, it is not sent again: nobody
    could know whether it had gone.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "waiting"
        SENDING = "sending", "being sent"
        SENT = "sent", "sent"
        GIVEN_UP = "given-up", "given up"
        INTERRUPTED = "interrupted", "interrupted: it may have arrived, and is not sent again"

    reader = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="digests")
    message_id = models.CharField(max_length=200, unique=True)
    state = models.CharField(max_length=12, choices=State, default=State.WAITING)
    made_at = models.DateTimeField(default=timezone.now)
    try_at = models.DateTimeField(default=timezone.now, help_text="Not sent before this time.")
    tried_at = models.DateTimeField(null=True, help_text="When it was last begun to be sent.")
    attempts = models.PositiveSmallIntegerField(default=0)
    refusal = models.TextField(blank=True, help_text="What the mail server said against it.")

    objects = DigestQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["try_at"], condition=Q(state="waiting"), name="digests_to_send"),
            models.Index(fields=["reader", "-made_at"]),
        ]

    def __str__(self) -> str:
        return f"{self.reader}, {self.made_at:%Y-%m-%d %H:%M}: {self.get_state_display()}"
