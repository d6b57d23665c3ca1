"""Notifications stored, for everybody whom one event concerns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from reader.models.inbox.notification import Notification
from reader.models.people.reader import Reader

AT_ONCE = 500
"""Rows stored by one statement."""


def store_notifications(kinds: Mapping[int, Notification.Kind], **what: Any) -> None:
    """Store a notification of `what` for each of these readers, by their keys, who is still here,
    and count anew what is unread. One who was told of it already is not told again."""
    here = Reader.objects.filter(pk__in=kinds, is_active=True)
    rows = []
    for reader in here.values_list("pk", flat=True):
        rows.append(Notification(reader_id=reader, kind=kinds[reader], **what))
    Notification.objects.bulk_create(rows, AT_ONCE, ignore_conflicts=True)
    Notification.objects.count_for_all(here)
