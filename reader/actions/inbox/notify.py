"""Tell readers what happened: the worker does, so that nobody who acts waits for it.

What has not been told yet says so itself, in its own row, so nothing needs to be queued with it
and nothing can be lost or told twice, whatever dies meanwhile.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import Any, Protocol

from django.db.models import QuerySet
from django.utils import timezone

from reader.actions.inbox import (
    announcements,
    chapters,
    comments,
    corrections,
    mentions,
    moderation,
    revisions,
    shown_stories,
    story_news,
    thanks,
    typo_notes,
    waiting_comments,
)

AT_A_TIME = 100
"""Rows of one source that are looked up at a time."""
PAUSE = timedelta(minutes=5)
"""After a row could not be told, until a worker tries it again."""
_log = logging.getLogger("gloss.inbox")


class Source(Protocol):
    """One kind of thing that readers are told of: a file beside this one."""

    def to_tell(self) -> QuerySet[Any]:
        """The rows that tell of something which nobody was told yet, in the order in which they are
        to be told: found by an index, because they are asked for every few seconds."""

    def tell(self, key: int) -> None:
        """Tell everybody concerned of the row of this key, and mark it as told in the (last)
        transaction that tells of it; nothing, where it is not to be told any more."""


SOURCES: tuple[Source, ...] = (
    comments,
    mentions,
    chapters,
    announcements,
    revisions,
    moderation,
    thanks,
    shown_stories,
    story_news,
    typo_notes,
    waiting_comments,
    corrections,
)

_failed: dict[tuple[Source, int], datetime] = {}
"""Which rows this worker could not tell of lately."""


def something_to_tell() -> bool:
    """Whether anything has happened that readers were not told yet: a cheap query a source."""
    return any(_to_tell(source).exists() for source in SOURCES)


def notify_readers() -> None:
    """Tell everybody concerned of all that happened since. A row that cannot be told is left for
    another time, and keeps nobody from hearing of the others."""
    for source in SOURCES:
        while keys := _some(_to_tell(source)):
            for key in keys:
                _try_to_tell(source, key)


def _try_to_tell(source: Source, key: int) -> None:
    try:
        source.tell(key)
    except Exception:
        _failed[source, key] = timezone.now()
        _log.exception("Nobody was told of %s.", _name(source, key))


def _to_tell(source: Source) -> QuerySet[Any]:
    """What is to be told, but for what could not be told a while ago."""
    lately = timezone.now() - PAUSE
    keys = []
    for (failing, key), at in list(_failed.items()):
        if at < lately:
            _failed.pop((failing, key), None)
        elif failing is source:
            keys.append(key)
    return source.to_tell().exclude(pk__in=keys) if keys else source.to_tell()


def _name(source: Source, key: int) -> str:
    """What a row is called in the log."""
    return f"{source.to_tell().model._meta.verbose_name} {key}"


def tell_nothing_that_waits() -> None:
    """Tell nobody of what has happened until now: in a copy of an instance, the instance itself has
    done it or will do it."""
    now = timezone.now()
    for source in SOURCES:
        if source in (waiting_comments, corrections):
            source.to_tell().update(asked_at=now)
        elif source not in (revisions, moderation):
            source.to_tell().update(told_at=now)
    revisions.to_tell().update(marks_to_tell=False)
    moderation.to_tell().update(moderated_at=None)


def _some(rows: QuerySet[Any]) -> list[int]:
    """The first keys of some rows. They are read at once: a query that is still open keeps a
    transaction on SQLite from writing after somebody else did."""
    return list(rows.values_list("pk", flat=True)[:AT_A_TIME])
