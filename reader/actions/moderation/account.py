"""What moderators do with an account: suspend it, close it, and undo either."""

from __future__ import annotations

from datetime import datetime

from allauth.usersessions.models import UserSession
from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone

from reader.actions.moderation.postpone import postpone
from reader.models.moderation.decision import Decision
from reader.models.people.reader import Reader


def suspend(reader: Reader, until: datetime) -> None:
    """Let a reader do nothing that others see, until then, or for longer where that was decided
    before."""
    _suspend_until(reader, max(until, _latest_end(reader) or until))


def close(reader: Reader, at: datetime) -> None:
    """Let nobody sign in to an account any more, and end where it is signed in."""
    reader.closed_at, reader.is_active = at, False
    reader.save(update_fields=["closed_at", "is_active"])
    for session in UserSession.objects.filter(user=reader):
        session.end()


def lift_suspension(reader: Reader) -> None:
    """Undo that at once, as far as no other suspension stands."""
    if reader.is_suspended:
        _suspend_until(reader, _latest_end(reader) or timezone.now())


@transaction.atomic
def _suspend_until(reader: Reader, until: datetime) -> None:
    postpone(reader, until, before=reader.suspended_until)
    reader.suspended_until = until
    reader.save(update_fields=["suspended_until"])


def _latest_end(reader: Reader) -> datetime | None:
    """When the last of the suspensions ends that stand, if there is any."""
    standing = reader.decisions.filter(action=Decision.Action.SUSPEND).standing()
    latest: datetime | None = standing.aggregate(
        at=Max("until", filter=Q(until__gt=timezone.now()))
    )["at"]
    return latest


def reopen(reader: Reader) -> None:
    """Open a closed account again; one whose reader has left stays closed."""
    if reader.closed_at is None:
        return
    reader.closed_at = None
    reader.is_active = reader.left_at is None and not hasattr(reader, "departure")
    reader.save(update_fields=["closed_at", "is_active"])
