"""The worker: a process that does tasks, one at a time, until it is told to stop.

There may be several, on one machine or on many: they share the queue in the database.
"""

from __future__ import annotations

import logging
import signal
import time
from collections.abc import Callable

from django.db import InterfaceError, OperationalError, close_old_connections, connection
from django.utils.crypto import get_random_string

from reader.tasks.attempts import attempt, claim, give_back
from reader.tasks.heart import Heart

IDLE = 0.5
"""Seconds between two looks into an empty queue."""
LAST_WORDS = 20
"""Seconds that the task under way has when the worker is told to stop."""
TROUBLE = 5
"""Seconds to wait for a database that does not answer."""
_log = logging.getLogger("gloss.tasks")


class Interrupted(BaseException):
    """The worker has to leave its task at once."""


class Worker:
    """Does tasks. `besides` is called every few seconds, in another thread."""

    def __init__(self, besides: Callable[[], None] = lambda: None) -> None:
        self._besides = besides
        self._name = get_random_string(32)
        self._stopping = False

    def run(self) -> None:
        """Do tasks until SIGTERM or SIGINT; then finish the one under way, or give it back after
        `LAST_WORDS` seconds, or at once on a second signal."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        signal.signal(signal.SIGALRM, _interrupt)
        while not self._stopping:
            try:
                with Heart(self._name, self._besides):
                    self._work()
            except (OperationalError, InterfaceError) as error:
                # Under a new name: what it was at is then tried again, by any worker.
                _log.warning("The worker begins anew, because of the database: %s", error)
                self._name = get_random_string(32)
                connection.close()
                self._sleep(TROUBLE)
            except Interrupted:
                break
        for number in (signal.SIGALRM, signal.SIGTERM, signal.SIGINT):
            signal.signal(number, signal.SIG_IGN)

    def do_next(self) -> bool:
        """Do the task that is next; gives whether there was one."""
        result = claim(self._name)
        if result is None:
            return False
        try:
            attempt(result)
        except Interrupted:
            connection.close()  # it may have been in the middle of anything
            give_back(result)
            raise
        return True

    def _work(self) -> None:
        while not self._stopping:
            close_old_connections()
            if not self.do_next():
                self._sleep(IDLE)

    def _sleep(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while not self._stopping and time.monotonic() < until:
            time.sleep(IDLE)

    def _stop(self, *_: object) -> None:
        if self._stopping:
            _interrupt()
        self._stopping = True
        signal.alarm(LAST_WORDS)


def _interrupt(*_: object) -> None:
    raise Interrupted
