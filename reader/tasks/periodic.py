"""What is done again and again, by whichever worker comes first: once a day, or every few
minutes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.db.models import Q
from django.utils import timezone
from django_tasks_db.compat import TaskResultStatus
from django_tasks_db.models import DBTaskResult

HOUR = 4
"""When few read, by the instance's clock."""
MINUTES = 5
"""From one time to the next, of what is done often."""


def queue_daily(tasks: Sequence[Any]) -> None:
    """Queue each of these tasks, which take no arguments, unless it was queued today. Two workers
    queue it once: its key is its name and the day."""
    now = timezone.localtime()
    at_night = now.replace(hour=HOUR, minute=0, second=0, microsecond=0)
    for task in tasks:
        _queue(task, str(now.date()), at_night)


def queue_often(tasks: Sequence[Any]) -> None:
    """Queue each of these tasks, which take no arguments, once in `MINUTES`."""
    now = timezone.now()
    begun = now.replace(minute=now.minute - now.minute % MINUTES, second=0, microsecond=0)
    for task in tasks:
        _queue(task, begun.isoformat(), begun)


def queue_where_needed(tasks: Sequence[tuple[Any, Callable[[], bool]]]) -> None:
    """Queue each of these tasks whose question, whether there is something for it to do, is
    answered with yes; at most once in five seconds. None that still waits, perhaps to be tried
    again, and none that was given up a few minutes ago."""
    now = timezone.now()
    begun = now.replace(second=now.second - now.second % 5, microsecond=0)
    for task, is_needed in tasks:
        if is_needed() and not _rests(task, now):
            _queue(task, begun.isoformat(), begun)


def _rests(task: Any, now: datetime) -> bool:
    """Whether it waits already, or has just been given up."""
    of_task = DBTaskResult.objects.filter(task_path=task.module_path)
    given_up = Q(status=TaskResultStatus.FAILED, finished_at__gt=now - timedelta(minutes=MINUTES))
    return of_task.filter(Q(status=TaskResultStatus.READY) | given_up).exists()


def _queue(task: Any, turn: str, run_after: datetime) -> None:
    DBTaskResult.objects.get_or_create(
        pk=uuid5(NAMESPACE_URL, f"{task.module_path} {turn}"),
        defaults={
            "task_path": task.module_path,
            "args_kwargs": {"args": [], "kwargs": {}},
            "backend_name": task.backend,
            "queue_name": task.queue_name,
            "priority": task.priority,
            "run_after": run_after,
        },
    )
