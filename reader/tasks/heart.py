"""What a worker does every few seconds besides its task: say that it is alive, and look whether
others are."""

from __future__ import annotations

import logging
import os
import socket
import threading
from collections.abc import Callable
from contextlib import suppress

from django.db import Error, connection
from django_tasks_db.models import DBTaskResult

from reader.models.heartbeat import Heartbeat
from reader.tasks.attempts import WorkerDied, failed

EVERY = 5
"""Seconds from one beat to the next."""
_log = logging.getLogger("gloss.tasks")


class Heart:
    """A thread that beats for a worker as long as the `with` lasts. `besides` is called at each
    beat, and may raise errors of the database."""

    def __init__(self, worker: str, besides: Callable[[], None]) -> None:
        self._worker = worker
        self._besides = besides
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> None:
        beat(self._worker)
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._stopped.set()
        self._thread.join()
        with suppress(Error):
            Heartbeat.objects.filter(worker=self._worker).delete()

    def _run(self) -> None:
        stopped = False
        while not stopped:
            try:
                beat(self._worker)
                give_back_lost()
                self._besides()
            except Error as error:
                _log.warning("The worker cannot say that it is alive: %s", error)
                connection.close()
            stopped = self._stopped.wait(EVERY)
        connection.close()


def beat(worker: str) -> None:
    """Say that a worker, which is this process, is alive."""
    Heartbeat.objects.keep(worker, machine=machine(), process=os.getpid())


def machine() -> str:
    """Where processes know each other by their numbers: a host, or a container of its own."""
    try:
        numbers = os.readlink("/proc/self/ns/pid")
    except OSError:
        numbers = ""
    return f"{socket.gethostname()} {numbers}".strip()


def give_back_lost() -> None:
    """Let the tasks of workers that are dead be tried again."""
    _forget_those_that_died_here()
    running = list(DBTaskResult.objects.running())  # first: one that began after it is no matter
    alive = set(Heartbeat.objects.alive().values_list("worker", flat=True))
    for result in running:
        if result.worker_ids[-1] not in alive:
            failed(result, WorkerDied(f"The worker {result.worker_ids[-1]} died."))


def _forget_those_that_died_here() -> None:
    for heartbeat in Heartbeat.objects.filter(machine=machine()):
        if not _runs(heartbeat.process):
            heartbeat.delete()


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True
