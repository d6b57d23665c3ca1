"""Django's default cache as a storage for the library `limits`."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.cache import cache
from limits.storage import MovingWindowSupport, Storage

LONGEST_WAIT = 1.0
"""Seconds to wait for others who are counted under the same key at the same moment."""
LONGEST_HOLD = 10
"""Seconds after which a lock ends by itself, where whoever held it was stopped."""


class CacheStorage(Storage, MovingWindowSupport):
    """Keeps, for each key, when it was last hit: a list of times, as seconds since the epoch.

    With a cache of its own each process counts for itself; with a shared one they count together.
    """

    STORAGE_SCHEME = None

    @property
    def base_exceptions(self) -> tuple[type[Exception], ...]:
        return ()

    def acquire_entry(self, key: str, limit: int, expiry: int, amount: int = 1) -> bool:
        """Note `amount` hits, if `limit` allows them. False too where the lock can't be had."""
        with _locked(key) as is_locked:
            if not is_locked:
                return False
            hits = _hits_within(key, expiry)
            if len(hits) + amount > limit:
                return False
            hits += [time.time()] * amount
            cache.set(key, hits, expiry)
            return True

    def get_moving_window(self, key: str, limit: int, expiry: int) -> tuple[float, int]:
        """When the oldest hit that still counts was, and how many count."""
        hits = _hits_within(key, expiry)
        return (hits[0] if hits else time.time()), len(hits)

    def clear(self, key: str) -> None:
        cache.delete(key)

    def check(self) -> bool:
        return True

    def reset(self) -> None:
        raise NotImplementedError("The cache holds more than limits.")

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        raise NotImplementedError("Only moving windows are kept.")

    def get(self, key: str) -> int:
        raise NotImplementedError("Only moving windows are kept.")

    def get_expiry(self, key: str) -> float:
        raise NotImplementedError("Only moving windows are kept.")


def _hits_within(key: str, expiry: int) -> list[float]:
    """The hits of the last `expiry` seconds, the oldest first."""
    since = time.time() - expiry
    return [hit for hit in cache.get(key, []) if hit > since]


@contextmanager
def _locked(key: str) -> Iterator[bool]:
    """Hold a key's lock, in whichever process; gives False where it can't be had in time."""
    lock = f"{key}:lock"
    until = time.monotonic() + LONGEST_WAIT
    while not cache.add(lock, True, LONGEST_HOLD):
        if time.monotonic() > until:
            yield False
            return
        time.sleep(0.01)
    try:
        yield True
    finally:
        cache.delete(lock)
