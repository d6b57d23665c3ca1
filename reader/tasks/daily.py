"""What is done once a day, by whichever worker comes first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.utils import timezone
from django_tasks_db.models import DBTaskResult

HOUR = 4
"""When few read, by the instance's clock."""


def queue_daily(tasks: Sequence[Any]) -> None:
    """Queue each of these tasks, which take no arguments, unless it was queued today. Two workers
    queue it once: its key is its name and the day."""
    now = timezone.localtime()
    for task in tasks:
        DBTaskResult.objects.get_or_create(
            pk=uuid5(NAMESPACE_URL, f"{task.module_path} {now.date()}"),
            defaults={
                "task_path": task.module_path,
                "args_kwargs": {"args": [], "kwargs": {}},
                "backend_name": task.backend,
                "queue_name": task.queue_name,
                "priority": task.priority,
                "run_after": now.replace(hour=HOUR, minute=0, second=0, microsecond=0),
            },
        )
