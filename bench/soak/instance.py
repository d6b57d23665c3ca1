"""The Gloss that is attacked: without limits of rate, and watched from outside meanwhile."""

from __future__ import annotations

import os
import sqlite3
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from http.client import HTTPException
from pathlib import Path
from typing import Self

from django.conf import settings

from bench.bars import Bars
from bench.server import set_up

RATES = {
    "GLOSS_COMMENT_RATE": "user",
    "GLOSS_NEWCOMER_COMMENT_RATE": "user",
    "GLOSS_MARK_RATE": "user",
    "GLOSS_FILE_RATE": "user",
    "GLOSS_IMPORT_RATE": "user",
    "GLOSS_DOWNLOAD_RATE": "ip",
}
PATIENCE = 2.0
"""Seconds within which everybody else has to be answered, whatever one does."""
LONGEST = 30
"""Seconds after which somebody who waits gives up."""


def open_instance() -> None:
    """Make Django ready as the benches do, on a new database in which one may write at any rate."""
    for name, whose in RATES.items():
        os.environ[name] = f"1000000/m/{whose}"
    set_up()
    # Passwords are not what is attacked: hashing them slowly would be most of what is measured.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def damage(path: str | Path) -> list[str]:
    """What SQLite's own checks say against the file."""
    found = []
    with sqlite3.connect(path) as database:
        for row in database.execute("PRAGMA integrity_check"):
            if row[0] != "ok":
                found.append(row[0])
        for row in database.execute("PRAGMA foreign_key_check"):
            found.append(f"foreign key {row}")
    return found


def shown(statuses: Counter[int]) -> str:
    """How many answers there were of each status."""
    counts = []
    for status, count in sorted(statuses.items()):
        counts.append(f"{count:,} × {status}")
    return ", ".join(counts)


class Others:
    """Others who do one thing again and again while something goes on, a thread each.

    `slowest` is in seconds; `failed` says what was answered with a server's error, or not at all.
    """

    def __init__(self, things: Sequence[Callable[[], int]], *, pause: float = 0.1) -> None:
        self.slowest, self.done, self.failed = 0.0, 0, []
        self._pause = pause
        self._over = threading.Event()
        self._threads = [threading.Thread(target=self._go_on, args=[do]) for do in things]

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join()

    def _go_on(self, do: Callable[[], int]) -> None:
        while not self._over.is_set():
            begun = time.monotonic()
            try:
                status = do()
            except (OSError, HTTPException) as error:
                self.failed.append(f"no answer: {error!r}")
            else:
                if status >= 400:
                    self.failed.append(f"status {status}")
            self.slowest = max(self.slowest, time.monotonic() - begun)
            self.done += 1
            self._over.wait(self._pause)

    def judge(self, bars: Bars, name: str, patience: float = PATIENCE) -> None:
        """Print how long the slowest answer took, and which were none."""
        bars.at_most(f"{name}: of {self.done} the slowest answer", self.slowest, patience, "s")
        bars.none_of(f"{name}: not answered", self.failed)


def visits(port: int, paths: Sequence[str]) -> list[Callable[[], int]]:
    """Visitors who ask for a path again and again, over one connection each."""
    from bench.client import Client

    def visitor(path: str) -> Callable[[], int]:
        client = Client(port, timeout=LONGEST)
        return lambda: client.get(path).status

    return [visitor(path) for path in paths]


def commenters(port: int, chapter: object, count: int) -> list[Callable[[], int]]:
    """Readers who comment on a chapter again and again."""
    from bench.client import Client
    from reader.models import Reader

    path = f"{chapter.get_absolute_url()}comments/"

    def commenter(number: int) -> Callable[[], int]:
        reader = Reader.objects.create(username=f"commenter-{number}")
        client = Client(port, reader, timeout=LONGEST)
        return lambda: client.post(path, {"text": f"I, {number}, was here."}).status

    return [commenter(number) for number in range(count)]
