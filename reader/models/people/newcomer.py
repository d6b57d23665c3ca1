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
    """Whether a reader is new here. Nobody is where one gets in by invitation only, nor anybody
    with a role. A query for those who came some days ago."""
    if settings.SIGNUP != "open" or reader.is_staff or reader.is_superuser:
        return False
    if reader.date_joined > timezone.now() - DAYS:
        return True
    return reader.comments.spoken()[:COMMENTS].count() < COMMENTS
