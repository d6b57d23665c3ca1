"""Make a thing once, however many ask for it at the same moment."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

from django.core.cache import caches

T = TypeVar("T")

LONGEST = 10
"""Seconds after which whoever was making it is taken to be dead."""
PAUSE = 0.005
"""Seconds between looks at whether it is there."""


def make_once(name: str, find: Callable[[], T | None], make: Callable[[], T]) -> T:
    """What `find` gives, else what `make` gives; others who ask under this name meanwhile wait
    for it, in every process that shares the cache. `make` keeps it where `find` looks."""
    found = find()
    if found is not None:
        return found
    pages, turn = caches["pages"], f"turn:{name}"
    while not pages.add(turn, True, LONGEST):
        time.sleep(PAUSE)
        found = find()
        if found is not None:
            return found
    try:
        found = find()
        return make() if found is None else found
    finally:
        pages.delete(turn)


def keep_one(
    name: str,
    state: object,
    make: Callable[[], T],
    seconds: Callable[[], float | None] = lambda: caches["pages"].default_timeout,
) -> T:
    """What `make` gives, made once and kept until it is asked for in another state. That takes its
    place under the name: what changes often never pushes out what others read."""
    pages = caches["pages"]

    def find() -> tuple[T] | None:
        kept = pages.get(name)
        return (kept[1],) if kept and kept[0] == state else None

    def made() -> tuple[T]:
        thing = make()
        pages.set(name, (state, thing), seconds())
        return (thing,)

    return make_once(name, find, made)[0]
