"""The whole house: two web processes and a worker, on the tests' database, with Redis."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import NamedTuple
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import connection

PATIENCE = 60
"""Seconds that a process may take to start on a busy machine."""


class House(NamedTuple):
    """The ports of the two web processes, and the environment that all processes have."""

    one: int
    other: int
    environment: dict[str, str]


@contextmanager
def process(environment: dict[str, str], *told: str) -> Iterator[subprocess.Popen]:
    """A command of Gloss, until it is not needed any more."""
    command = [sys.executable, "-W", "ignore", "manage.py", *told]
    started = subprocess.Popen(command, cwd=settings.ROOT, env=environment)
    try:
        yield started
    finally:
        started.kill()
        started.wait()


@pytest.fixture(scope="session")
def cache_url() -> Iterator[str]:
    """The URL of an empty Redis database."""
    if not shutil.which("redis-server"):
        assert "CI" not in os.environ, "CI has Redis"
        pytest.skip("Redis is not at hand: install redis-server")
    told = ["scripts/with-redis", "sh", "-c", 'echo "$CACHE_URL"; read end']
    with subprocess.Popen(told, cwd=settings.ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                          text=True) as redis:  # fmt: skip
        yield redis.stdout.readline().strip()
        redis.communicate("\n")


@pytest.fixture(scope="session")
def house(django_db_setup: None, cache_url: str, tmp_path_factory) -> Iterator[House]:
    """Two web processes and a worker that run."""
    environment = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "tests.whole.settings",
        "SECRET_KEY": settings.SECRET_KEY,
        "GLOSS_HTTPS": "0",
        "ALLOWED_HOSTS": "*",
        "GLOSS_VAR": str(tmp_path_factory.mktemp("house")),
        "DATABASE_URL": database_url(),
        "CACHE_URL": cache_url,
        "GLOSS_COMMENT_RATE": "20/m/user",
        "GLOSS_NEWCOMER_COMMENT_RATE": "",
    }
    ports = free_port(), free_port()
    with ExitStack() as stack:
        for port in ports:
            stack.enter_context(process(environment, "serve", "--port", str(port)))
        worker = stack.enter_context(process(environment, "work"))
        for port in ports:
            wait_for(port)
        yield House(*ports, environment)
        assert worker.poll() is None, "the worker has stopped"


def database_url() -> str:
    """The tests' own database, as the environment names it to other processes."""
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def wait_for(port: int) -> None:
    """Wait until a server listens there."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except OSError:
            assert time.monotonic() < until, "the server does not start"
            time.sleep(0.1)
        else:
            return
