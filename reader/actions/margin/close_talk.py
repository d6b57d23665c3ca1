"""A chapter or a thread closed to further comments, and opened again: what was said stays."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from reader.models.inbox.follow import Thread
from reader.models.library.chapter import Chapter


def close(what: Chapter | Thread) -> None:
    """Let nobody say anything more, but for the authors of the story."""
    _set(what, timezone.now())


def open_again(what: Chapter | Thread) -> None:
    """Undo that."""
    _set(what, None)


@transaction.atomic
def _set(what: Chapter | Thread, at: datetime | None) -> None:
    what.closed_at = at
    what.save(update_fields=["closed_at"])
    what.touch()
