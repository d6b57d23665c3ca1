"""How many files are read at a time by `import_story`, which may be started many times."""

from __future__ import annotations

import fcntl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from django.conf import settings

SLOTS = 2
"""Files that the commands of an instance read at the same time."""


@contextmanager
def import_slot() -> Iterator[None]:
    """One of `SLOTS` turns to read files, counted over all processes of the machine, as soon as one
    is free.

    A turn is a locked file, which a process that dies lets go of.
    """
    held = _free_slot()
    while held is None:
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
