"""What this process knows of the chapters that stand open in browsers: their stamps, as they were a
moment ago. One query for all of them, however many pages ask."""

from __future__ import annotations

import time
from threading import Lock

from django.db import close_old_connections

from reader.models import Chapter

MOMENT = 1
"""Seconds for which what was read is taken to be so."""
A_WHILE = 180
"""Seconds after which nobody is taken to have a chapter open who has not asked."""
MOST = 2_000
"""Chapters that are known at most: those that were asked for last."""


class OpenChapters:
    """The stamps of chapters that everybody may read, and that somebody asked for lately."""

    def __init__(self) -> None:
        self._asked: dict[int, float] = {}
        self._stamps: dict[int, str] = {}
        self._read_at = float("-inf")
        self._lock = Lock()
        self._reading = Lock()

    def stamps(self, chapter: int) -> str | None:
        """The stamps of a chapter by its key, as an open page names them; None where nothing is
        known of it, or not everybody may read it. Raises DatabaseError."""
        now = time.monotonic()
        with self._lock:
            self._asked.pop(chapter, None)
            self._asked[chapter] = now
            if len(self._asked) > MOST:
                del self._asked[next(iter(self._asked))]
        # While one reads, the others answer by what was known before.
        if now - self._read_at > MOMENT and self._reading.acquire(blocking=False):
            try:
                self._read(now)
            finally:
                self._reading.release()
        return self._stamps.get(chapter) if now - self._read_at < 2 * MOMENT else None

    def _read(self, now: float) -> None:
        with self._lock:
            wanted = [key for key, at in self._asked.items() if now - at < A_WHILE]
        close_old_connections()  # as before every request
        try:
            readable = Chapter.objects.visible_to(None).in_story().order_by().filter(pk__in=wanted)
            stamps = {}
            for key, *of_page in readable.values_list(
                "pk", "stamp", "margin_stamp", "comments_stamp"
            ):
                stamps[key] = ".".join(map(str, of_page))
        finally:
            close_old_connections()
        self._stamps, self._read_at = stamps, now
