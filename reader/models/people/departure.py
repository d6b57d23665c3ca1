"""Departures: accounts that are closed, and what it takes to open them again."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

THINKING_TIME = timedelta(days=14)
"""How long whoever leaves can come back."""


class DepartureQuerySet(models.QuerySet["Departure"]):
    """Departures, chosen."""

    def revocable(self) -> DepartureQuerySet:
        """Those of readers who can still come back."""
        return self.filter(due_at__gt=timezone.now())

    def overdue(self) -> DepartureQuerySet:
        """Those of accounts that are to be deleted now, who left first coming first."""
        return self.filter(due_at__lte=timezone.now()).order_by("due_at", "pk")


class Departure(models.Model):
    """That a reader left, and is gone for good at `due_at`. Meanwhile their account has no name,
    so that no page can show it: what it was called is here alone."""

    reader = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="departure"
    )
    asked_at = models.DateTimeField(
        help_text="Comments that went with their writer were taken away at this very moment."
    )
    due_at = models.DateTimeField(db_index=True)
    told_at = models.DateTimeField(null=True, help_text="When it was confirmed by email.")
    username = models.CharField(max_length=150, db_index=True)
    name = models.CharField(max_length=60, blank=True)
    bio = models.TextField(blank=True)
    comments = models.BooleanField(help_text="Whether their comments stay, without a name.")
    stories = models.BooleanField(help_text="Whether their stories stay in the library.")
    shown_highlights = models.JSONField(
        default=list, help_text="The keys of the highlights that others saw."
    )
    published_stories = models.JSONField(
        default=dict, help_text="When the stories that went were published, by their keys."
    )

    objects = DepartureQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.username}, until {self.due_at:%Y-%m-%d}"
