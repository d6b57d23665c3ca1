"""When others write at the same time, for longer than one can wait."""

from __future__ import annotations

import sqlite3

from django.db import OperationalError

_SQLITE = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_POSTGRESQL = {"40001", "40P01", "55P03"}
"""SQLSTATEs: what cannot be serialised, a deadlock, a lock that is not available."""


def database_is_busy(error: BaseException | None) -> bool:
    """Whether an error of the database says that others held it, and that the same may be tried
    again: nothing of the transaction was stored."""
    if not isinstance(error, OperationalError):
        return False
    cause = error.__cause__
    code = getattr(cause, "sqlite_errorcode", None)
    if code is not None:
        return code & 0xFF in _SQLITE  # the other bits say more exactly why
    return getattr(cause, "sqlstate", None) in _POSTGRESQL
