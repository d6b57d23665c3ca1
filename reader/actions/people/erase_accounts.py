"""Deleting the accounts of readers who left and did not come back."""

from __future__ import annotations

from django.utils import timezone

from reader.actions.people.leave import leave
from reader.models.people.departure import Departure


def erase_accounts() -> int:
    """Delete the accounts whose time is over; how many. What was not finished is, the next time:
    a departure is there until the very last of its account is gone."""
    count = 0
    for departure in Departure.objects.overdue().select_related("reader"):
        leave(departure.reader, comments=departure.comments, stories=departure.stories)
        count += 1
    return count


def erase_at_once(departure: Departure) -> None:
    """Delete the account of somebody who doesn't want to wait. From now on nothing can bring it
    back; should this be killed, the worker goes on with it."""
    departure.due_at = timezone.now()
    departure.save(update_fields=["due_at"])
    leave(departure.reader, comments=departure.comments, stories=departure.stories)
