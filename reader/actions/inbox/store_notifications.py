"""Notifications stored, for everybody whom one event concerns."""

from __future__ import annotations

import time
from collections.abc import Collection, Mapping
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from reader.models.inbox.notification import Notification
from reader.models.people.reader import Reader
from reader.models.people.silence import Silence

AT_ONCE = 500
"""Rows stored by one statement."""
PORTION = 100
"""Readers told in one transaction: whoever else writes waits for no more than these."""
PAUSE = 0.01
"""Seconds between two portions. SQLite has no queue: who waits looks again now and then, and would
find it locked again each time."""


def tell_in_portions(
    source: QuerySet[Any],
    kinds: Mapping[int, Notification.Kind],
    noted: Mapping[str, str] | None = None,
    /,
    **what: Any,
) -> None:
    """Tell these readers, by their keys, of `what`, a portion in a transaction of its own.

    `source` is the row that tells of it, as long as it is to be told: the last portion marks it as
    told, and sets what is `noted` with that. Where a worker dies before that, all is told again,
    and nobody twice: a constraint of each kind says what is told once. Nothing more is told where
    it is not to be told any more.
    """
    readers = sorted(kinds)
    for start in range(0, max(len(readers), 1), PORTION):
        end = start + PORTION
        done = {"told_at": timezone.now(), **(noted or {})} if end >= len(readers) else {}
        portion = {reader: kinds[reader] for reader in readers[start:end]}
        if start:
            time.sleep(PAUSE)
        with transaction.atomic():
            if not source.update(**done or {"told_at": None}):  # this holds it, too
                return
            store_notifications(portion, **what)


def store_notifications(kinds: Mapping[int, Notification.Kind], **what: Any) -> None:
    """Store a notification of `what` for each of these readers, by their keys, who is still here,
    and count anew what is unread. One who was told of it already is not told again."""
    store_rows(
        [Notification(reader_id=reader, kind=kind, **what) for reader, kind in kinds.items()]
    )


def store_rows(rows: Collection[Notification]) -> None:
    """Store notifications of several readers, in the same way. Who doesn't want to hear of whoever
    speaks is not told, not even once they do again."""
    readers = Reader.objects.filter(pk__in={row.reader_id for row in rows}, is_active=True)
    here = set(readers.values_list("pk", flat=True))
    deaf: dict[int | None, set[int]] = {}
    for speaker in {_speaker(row) for row in rows}:
        deaf[speaker] = Silence.objects.deaf_to(speaker) if speaker else set()
    told = []
    for row in rows:
        if row.reader_id in here and row.reader_id not in deaf[_speaker(row)]:
            told.append(row)
    Notification.objects.bulk_create(told, AT_ONCE, ignore_conflicts=True)
    Notification.objects.count_for_all(readers)


def _speaker(row: Notification) -> int | None:
    """Whose words a notification tells of: of a comment its writer's, of a chapter or an
    announcement the author's. None where it tells of something else."""
    if row.kind in Notification.SAID and row.comment:
        return row.comment.reader_id
    if row.news:
        return row.news.by_id
    if row.kind in Notification.BY_AUTHOR and row.story:
        return row.story.author_id
    return None
