"""Who may serve an instance: one process alone, or any number of them that share a cache.

What a process without a shared cache counts and keeps in its memory, such as how often somebody
tried a password, a second one would count anew. So each holds a lock on its database: exclusively
without a shared cache, together with others with one. The worker serves nobody and holds none.
"""

from __future__ import annotations

import fcntl
import logging
import os
import signal
import sys
import threading
import time
from pathlib import Path
from typing import IO

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, Error, connection, connections

NOT_ALONE = (
    "Another process serves this database already, and the two share no cache: set CACHE_URL to "
    "the same Redis server for both (such as redis://127.0.0.1:6379/0), or stop the other one."
)
LOCK = int.from_bytes(b"Gloss")
"""The name of our advisory lock among those of a PostgreSQL database."""
EVERY = 10
"""Seconds between two looks whether the lock is still ours: PostgreSQL lets go of it with the
connection, when either of them is started again or the network fails."""
PATIENCE = 2
"""Seconds that PostgreSQL may take to notice that the process before has ended."""
TAKE = """
    SELECT set_config('tcp_keepalives_idle', '30', false),
      set_config('tcp_keepalives_interval', '10', false),
      set_config('tcp_keepalives_count', '3', false),
      {function}(%s)
"""
"""Takes the lock, however often it is ours already. A machine that is gone loses it in a minute."""
_held: list[IO[str]] = []
logger = logging.getLogger("gloss.serving")


def hold_instance() -> None:
    """Hold the database until this process ends. Exits with a sentence where others may not serve
    it beside this one."""
    if connection.vendor == "postgresql":
        _hold_advisory_lock()
    else:
        _hold_file(Path(f"{connection.settings_dict['NAME']}.lock"))


def _hold_file(path: Path) -> None:
    """SQLite is on one machine: the lock of a file beside it will do."""
    file = path.open("w")
    kind = fcntl.LOCK_SH if settings.SHARED_CACHE else fcntl.LOCK_EX
    try:
        fcntl.flock(file, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        sys.exit(NOT_ALONE)
    _held.append(file)


def _hold_advisory_lock() -> None:
    lock = AdvisoryLock()
    until = time.monotonic() + PATIENCE
    while lock.is_held_elsewhere():
        if time.monotonic() > until:
            sys.exit(NOT_ALONE)
        time.sleep(0.1)
    threading.Thread(target=_keep, args=[lock], daemon=True).start()


def _keep(lock: AdvisoryLock) -> None:
    """Stop this process if another one has the lock by now."""
    while not lock.is_held_elsewhere():
        time.sleep(EVERY)
    logger.critical(NOT_ALONE)
    os.kill(os.getpid(), signal.SIGTERM)


class AdvisoryLock:
    """A lock in PostgreSQL, which holds for all machines, over a connection of its own."""

    def __init__(self) -> None:
        self._connection = connections.create_connection(DEFAULT_DB_ALIAS)
        self._connection.inc_thread_sharing()
        kind = "_shared" if settings.SHARED_CACHE else ""
        self._take = TAKE.format(function=f"pg_try_advisory_lock{kind}")

    def is_held_elsewhere(self) -> bool:
        """Take the lock, unless it is another's. Where the database does not answer nobody can
        tell, and nobody is served either."""
        try:
            with self._connection.cursor() as cursor:
                cursor.execute(self._take, [LOCK])
                return not cursor.fetchone()[-1]
        except Error as error:
            logger.warning("The database does not answer: %s", error)
            self.release()
            return False

    def release(self) -> None:
        """Give it back, with its connection."""
        self._connection.close()
