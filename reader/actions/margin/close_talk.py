"""A chapter or a thread closed to further comments, and opened again: what was said stays."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from reader.models.closed_by import ClosedBy
from reader.models.inbox.follow import Thread
from reader.models.library.chapter import Chapter


class ClosedByModerators(Exception):
    """Moderators closed it: they alone open it again."""


def close(what: Chapter | Thread) -> None:
    """Let nobody say anything more, but for the authors of the story."""
    if what.closed_at is None:
        _set(what, timezone.now(), ClosedBy.AUTHOR)


def open_again(what: Chapter | Thread) -> None:
    """Undo that. Raises ClosedByModerators."""
    if what.closed_by == ClosedBy.MODERATOR:
        raise ClosedByModerators
    _set(what, None)


def lock(what: Chapter | Thread, at: datetime) -> None:
    """Close it for moderators, to its authors too, as was decided `at` a time. One that an author
    closed keeps the time of that."""
    _set(what, what.closed_at or at, ClosedBy.MODERATOR)


def unlock(what: Chapter | Thread, at: datetime | None) -> None:
    """Undo what moderators decided `at` a time: what an author closed before is closed by them
    still. Without a time it is open then, whoever closed it."""
    if at and what.closed_by != ClosedBy.MODERATOR:
        return
    if at and what.closed_at and what.closed_at < at:
        _set(what, what.closed_at, ClosedBy.AUTHOR)
    else:
        _set(what, None)


@transaction.atomic
def _set(what: Chapter | Thread, at: datetime | None, by: str = "") -> None:
    what.closed_at, what.closed_by = at, by
    what.save(update_fields=["closed_at", "closed_by"])
    what.touch()
