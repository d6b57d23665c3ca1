"""How far tasks are: for the pages on which somebody waits for them."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from enum import StrEnum
from typing import Any
from uuid import UUID

from django_tasks_db.compat import TaskResultStatus
from django_tasks_db.models import DBTaskResult


class Progress(StrEnum):
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    GIVEN_UP = "given up"


_OF_STATUS = {
    TaskResultStatus.READY: Progress.WAITING,
    TaskResultStatus.RUNNING: Progress.RUNNING,
    TaskResultStatus.SUCCESSFUL: Progress.DONE,
    TaskResultStatus.FAILED: Progress.GIVEN_UP,
}


def progress_of(result: str) -> Progress:
    """How far the task is whose result has this id; GIVEN_UP where there is none any more."""
    return progress_of_all([result])[result]


def progress_of_all(results: Iterable[str]) -> dict[str, Progress]:
    """How far tasks are, by the ids of their results, in one query."""
    found = dict.fromkeys(results, Progress.GIVEN_UP)
    ids = []
    for result in found:
        with suppress(ValueError):  # a task that was done at once, in a test, has an id of its own
            ids.append(UUID(result))
    rows = DBTaskResult.objects.filter(pk__in=ids).values_list("pk", "status")
    for pk, status in rows:
        found[str(pk)] = _OF_STATUS[TaskResultStatus(status)]
    return found


def value_of(result: str) -> Any:
    """What the task gave whose result has this id; None if it is not done."""
    with suppress(ValueError):
        found = DBTaskResult.objects.successful().filter(pk=UUID(result)).first()
        return found and found.return_value
    return None
