"""Tell readers what happened: the worker does, so that nobody who acts waits for it.

What has not been told yet says so itself, in its own row, so nothing needs to be queued with it
and nothing can be lost or told twice, whatever dies meanwhile.
"""

from __future__ import annotations

from typing import Any, Protocol

from django.db.models import QuerySet

from reader.actions.inbox import (
    announcements,
    chapters,
    comments,
    mentions,
    moderation,
    revisions,
    thanks,
)

AT_A_TIME = 100
"""Rows of one source that are looked up at a time."""


class Source(Protocol):
    """One kind of thing that readers are told of: a file beside this one."""

    def to_tell(self) -> QuerySet[Any]:
        """The rows that tell of something which nobody was told yet, in the order in which they are
        to be told: found by an index, because they are asked for every few seconds."""

    def tell(self, key: int) -> None:
        """Tell everybody concerned of the row of this key, in one transaction that first marks it
        as told; nothing, where it is not to be told any more."""


SOURCES: tuple[Source, ...] = (
    comments,
    mentions,
    chapters,
    announcements,
    revisions,
    moderation,
    thanks,
)


def something_to_tell() -> bool:
    """Whether anything has happened that readers were not told yet: a cheap query a source."""
    return any(source.to_tell().exists() for source in SOURCES)


def notify_readers() -> None:
    """Tell everybody concerned of all that happened since."""
    for source in SOURCES:
        while keys := _some(source.to_tell()):
            for key in keys:
                source.tell(key)


def _some(rows: QuerySet[Any]) -> list[int]:
    """The first keys of some rows. They are read at once: a query that is still open keeps a
    transaction on SQLite from writing after somebody else did."""
    return list(rows.values_list("pk", flat=True)[:AT_A_TIME])
