"""What moderators do with an account: suspend it, close it, and undo either."""

from __future__ import annotations

from datetime import datetime

from allauth.usersessions.models import UserSession
from django.utils import timezone

from reader.models.people.reader import Reader


def suspend(reader: Reader, until: datetime) -> None:
    """Let a reader do nothing that others see, until then."""
    reader.suspended_until = until
    reader.save(update_fields=["suspended_until"])


def close(reader: Reader, at: datetime) -> None:
    """Let nobody sign in to an account any more, and end where it is signed in."""
    reader.closed_at, reader.is_active = at, False
    reader.save(update_fields=["closed_at", "is_active"])
    for session in UserSession.objects.filter(user=reader):
        session.end()


def lift_suspension(reader: Reader) -> None:
    """Undo that at once."""
    if reader.is_suspended:
        reader.suspended_until = timezone.now()
        reader.save(update_fields=["suspended_until"])


def reopen(reader: Reader) -> None:
    """Open a closed account again; one whose reader has left stays closed."""
    if reader.closed_at is None:
        return
    reader.closed_at = None
    reader.is_active = reader.left_at is None and not hasattr(reader, "departure")
    reader.save(update_fields=["closed_at", "is_active"])
