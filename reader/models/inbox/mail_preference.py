"""What a reader wants to hear of by e-mail, and when."""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings
from django.db import models
from django.db.models import Case, OuterRef, Subquery, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from reader.models.inbox.notification import Notification
from reader.models.people.reader import Reader

Kind = Notification.Kind


class MailPreferenceManager(models.Manager["MailPreference"]):
    """Preferences, looked up and kept."""

    def of(self, reader: Reader) -> dict[Kind, MailPreference.Time]:
        """When a reader wants to hear of each kind, as they chose or by default."""
        chosen = dict(self.filter(reader=reader).values_list("kind", "time"))
        return {kind: MailPreference.Time(chosen.get(kind, default_for(kind))) for kind in Kind}

    def keep(self, reader: Reader, times: Mapping[Kind, MailPreference.Time]) -> None:
        """Keep when a reader wants to hear of some kinds; of the others it stays as it was."""
        for kind, time in times.items():
            self.update_or_create(reader=reader, kind=kind, defaults={"time": time})


class MailPreference(models.Model):
    """When a reader wants to hear of one kind of notification. Where there is none, they have not
    chosen, and the default is so."""

    class Time(models.TextChoices):
        NEVER = "never", "Never"
        AT_ONCE = "at-once", "At once"
        DAILY = "daily", "Daily"
        WEEKLY = "weekly", "Weekly"

    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="mail_preferences"
    )
    kind = models.CharField(max_length=16)
    time = models.CharField(max_length=8, choices=Time)

    objects = MailPreferenceManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["reader", "kind"], name="one_mail_preference_a_kind")
        ]

    def __str__(self) -> str:
        return f"{self.reader}: {self.kind} {self.time}"


AT_ONCE_BY_DEFAULT = (Kind.ANSWER, Kind.DECISION, Kind.STORY)
"""Kinds of which whoever has not chosen hears at once; of all others they never do."""


def default_for(kind: str) -> MailPreference.Time:
    """When one hears of a kind who has not chosen."""
    at_once = kind in AT_ONCE_BY_DEFAULT
    return MailPreference.Time.AT_ONCE if at_once else MailPreference.Time.NEVER


def time_wanted() -> Combinable:
    """When the reader of each notification wants to hear of it: in queries of notifications."""
    same = {"reader": OuterRef("reader"), "kind": OuterRef("kind")}
    chosen = Subquery(MailPreference.objects.filter(**same).values("time")[:1])
    by_default = Case(
        When(kind__in=AT_ONCE_BY_DEFAULT, then=Value(MailPreference.Time.AT_ONCE.value)),
        default=Value(MailPreference.Time.NEVER.value),
    )
    return Coalesce(chosen, by_default, output_field=models.CharField())
