"""Two processes serve one instance only where they share a cache."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest
from django.conf import settings
from django.db import connection

from reader.web.instance_lock import NOT_ALONE, AdvisoryLock

REDIS = "redis://127.0.0.1:1/0"
"""No server answers there, and none is asked."""


def load(folder, cache: str) -> subprocess.Popen:
    """A process that loads Gloss as a server does, says so, and stays until it is killed."""
    env = {"SECRET_KEY": "k" * 60, "GLOSS_VAR": str(folder)}
    if cache:
        env["CACHE_URL"] = cache
    code = "import reader.wsgi; print('loaded', flush=True); input()"
    return subprocess.Popen(
        [sys.executable, "-W", "ignore", "-c", code],
        cwd=settings.ROOT,
        env=env,
        text=True,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )


@pytest.mark.parametrize(
    ("first", "second", "is_refused"),
    [("", "", True), ("", REDIS, True), (REDIS, "", True), (REDIS, REDIS, False)],
    ids=["neither", "only the second", "only the first", "both"],
)
def test_a_second_process_needs_a_cache_that_both_share(tmp_path, first, second, is_refused):
    with load(tmp_path, first) as one:
        assert one.stdout.readline() == "loaded\n"
        with load(tmp_path, second) as other:
            said, _ = other.communicate("\n")
        one.communicate("\n")
    if is_refused:
        assert (said, other.returncode) == (f"{NOT_ALONE}\n", 1)
    else:
        assert (said, other.returncode) == ("loaded\n", 0)


def test_a_process_that_was_killed_leaves_its_place_to_the_next(tmp_path):
    with load(tmp_path, "") as one:
        assert one.stdout.readline() == "loaded\n"
        one.kill()
    with load(tmp_path, "") as next_one:
        assert next_one.communicate("\n")[0] == "loaded\n"


def takes_soon(lock: AdvisoryLock) -> bool:
    """Whether it gets the lock once PostgreSQL has noticed that another's connection is closed."""
    for _ in range(100):
        if not lock.is_held_elsewhere():
            return True
        time.sleep(0.1)
    return False


@pytest.fixture
def advisory_locks(db):
    if connection.vendor != "postgresql":
        pytest.skip("PostgreSQL has advisory locks")
    locks = [AdvisoryLock(), AdvisoryLock()]
    yield locks
    for lock in locks:
        lock.release()


def test_on_postgresql_one_has_the_lock_until_it_is_gone(advisory_locks):
    one, other = advisory_locks
    assert not one.is_held_elsewhere()
    assert not one.is_held_elsewhere(), "it is still its own"
    assert other.is_held_elsewhere()
    one.release()
    assert takes_soon(other)


def test_whoever_lost_the_lock_with_the_connection_notices_that_another_has_it(advisory_locks):
    one, other = advisory_locks
    assert not one.is_held_elsewhere()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid, 2000) FROM pg_locks"
            " JOIN pg_database ON pg_database.oid = pg_locks.database"
            " WHERE locktype = 'advisory' AND datname = current_database()"
        )
    assert not other.is_held_elsewhere()
    one.is_held_elsewhere()  # finds its connection closed
    assert one.is_held_elsewhere()


def test_on_postgresql_those_that_share_a_cache_have_it_together(advisory_locks, settings):
    settings.SHARED_CACHE = True
    sharing = AdvisoryLock(), AdvisoryLock()
    try:
        assert not any(lock.is_held_elsewhere() for lock in sharing)
        assert advisory_locks[0].is_held_elsewhere(), "it shares none"
    finally:
        for lock in sharing:
            lock.release()
