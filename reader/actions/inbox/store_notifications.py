"""Notifications stored, for everybody whom one event concerns."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from reader.models.inbox.notification import Notification
from reader.models.people.reader import Reader

AT_ONCE = 500
"""Rows stored by one statement."""


def store_notifications(kinds: Mapping[int, Notification.Kind], **what: Any) -> None:
    """Store a notification of `what` for each of these readers, by their keys, who is still here,
    and count anew what is unread. One who was told of it already is not told again."""
    store_rows(
        [Notification(reader_id=reader, kind=kind, **what) for reader, kind in kinds.items()]
    )


def store_rows(rows: Collection[Notification]) -> None:
    """Store notifications of several readers, in the same way."""
    readers = Reader.objects.filter(pk__in={row.reader_id for row in rows}, is_active=True)
    here = set(readers.values_list("pk", flat=True))
    told = [row for row in rows if row.reader_id in here]
    Notification.objects.bulk_create(told, AT_ONCE, ignore_conflicts=True)
    Notification.objects.count_for_all(readers)
