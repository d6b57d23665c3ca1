"""One attempt at a task: claimed, made, and what came of it written down.

Whatever is written down about an attempt is so only while the task is still that worker's: one that
was taken for dead, and is not, changes nothing about what another does now.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django_tasks_db.compat import TaskResultStatus, normalize_json
from django_tasks_db.models import DBTaskResult

ATTEMPTS = 3
"""How often a task is begun before it is given up."""
PAUSE = timedelta(seconds=10)
"""After a first failure; twice as long after the second."""
_log = logging.getLogger("gloss.tasks")


class WorkerDied(Exception):
    """The worker was killed, or its machine went away, while it did a task."""


def claim(worker: str) -> DBTaskResult | None:
    """The next task that waits, as this worker's from now on."""
    if not DBTaskResult.objects.ready().exists():  # asked without the lock of all who write
        return None
    with transaction.atomic():
        result = DBTaskResult.objects.ready().get_locked()
        if result:
            result.claim(worker)
    return result


def attempt(result: DBTaskResult) -> None:
    """Do a task that was claimed. An error that it raises is an attempt that failed."""
    try:
        value = result.task.call(*result.args_kwargs["args"], **result.args_kwargs["kwargs"])
        value = normalize_json(value)
    except Exception as error:
        failed(result, error)
    else:
        with _still_claimed(result) as now:
            if now:
                now.set_successful(value)


def failed(result: DBTaskResult, error: Exception) -> None:
    """Write down that an attempt failed: the task is tried again, or given up aloud."""
    with _still_claimed(result) as now:
        if now is None:
            return
        attempts = len(now.worker_ids)
        if attempts >= ATTEMPTS:
            now.set_failed(error)
            _log.error(
                "Given up after %s attempts: %s (%s).", attempts, now.task_path, now.pk,
                exc_info=error,
            )  # fmt: skip
            return
        _log.warning("Attempt %s at %s failed: %r.", attempts, now.task_path, error)
        if not isinstance(error, WorkerDied):
            now.run_after = timezone.now() + attempts * PAUSE
        _make_ready(now)


def give_back(result: DBTaskResult) -> None:
    """Let another worker do a task that this one has to leave; it does not count as an attempt."""
    with _still_claimed(result) as now:
        if now:
            now.worker_ids = now.worker_ids[:-1]
            _make_ready(now)


def _make_ready(result: DBTaskResult) -> None:
    result.status = TaskResultStatus.READY
    result.save(update_fields=["status", "run_after", "worker_ids"])


@contextmanager
def _still_claimed(result: DBTaskResult) -> Iterator[DBTaskResult | None]:
    """The row of a task that was claimed, held; None if it is not that worker's any more."""
    with transaction.atomic():
        now = DBTaskResult.objects.select_for_update().filter(pk=result.pk).first()
        if now and now.status == TaskResultStatus.RUNNING and now.worker_ids == result.worker_ids:
            yield now
        else:
            yield None
