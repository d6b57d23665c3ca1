"""Whose files are read now: as many at a time as leave threads for others."""

from __future__ import annotations

import fcntl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from django.conf import settings

BUSY = (
    "Gloss is busy with other people’s files. Nothing of yours was saved: send it again in a "
    "minute."
)
SLOTS = 2
"""Readers whose files an instance reads at the same time, so that threads are left for others."""


class Busy(Exception):
    """As many files are being read as may be at once; says so in a sentence."""


@contextmanager
def import_slot(*, wait: bool = False) -> Iterator[None]:
    """One of `SLOTS` turns to read files, counted over all processes of the instance. Where
    none is free, raises `Busy`, or lets one `wait`.

    A turn is a locked file, which a process that dies lets go of.
    """
    held = _free_slot()
    while held is None:
        if not wait:
            raise Busy(BUSY)
        time.sleep(0.5)
        held = _free_slot()
    with held:
        yield


def _free_slot() -> IO[str] | None:
    for number in range(SLOTS):
        held = (settings.VAR / f"reading-{number}.lock").open("w")
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return held
        except BlockingIOError:
            held.close()
    return None
