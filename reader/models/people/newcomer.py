"""Newcomers: whose words wait a little longer, until they have been here for some days and some of
what they said stands. Nothing is stored: it is read off what they did."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from reader.models.people.reader import Reader

DAYS = timedelta(days=3)
COMMENTS = 3
"""That stand: neither deleted nor hidden nor held."""


def is_newcomer(reader: Reader) -> bool:
    """Whether a reader is new here: for some days, and until some of what they said stands. A query
    for those who came some days ago."""
    if came_lately(reader):
        return True
    if _is_vouched_for(reader):
        return False
    return reader.comments.spoken()[:COMMENTS].count() < COMMENTS


def came_lately(reader: Reader) -> bool:
    """Whether a reader made their account these days."""
    return not _is_vouched_for(reader) and reader.date_joined > timezone.now() - DAYS


def _is_vouched_for(reader: Reader) -> bool:
    """Where one gets in by invitation only, everybody is; and whoever has a role."""
    return settings.SIGNUP != "open" or reader.is_staff or reader.is_superuser
