"""A Gloss of its own to measure: a fresh database in a temporary folder, and served."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def set_up() -> None:
    """Make Django ready, on a new SQLite database, with static files collected."""
    folder = tempfile.mkdtemp(prefix="gloss-bench-")
    os.environ.update(
        GLOSS_DEMO="1",
        GLOSS_VAR=folder,
        DATABASE_URL=f"sqlite:///{folder}/bench.sqlite3",
        DJANGO_SETTINGS_MODULE="bench.settings",
    )
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)


OURS = "manage.py serve --port {port} --threads {threads}"


@contextmanager
def serving(command: str = OURS, *, threads: int = 4) -> Iterator[int]:
    """Serve what `set_up` made, in one process, and give the port. `command` is what Python is
    told, with `{port}` and `{threads}` in it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    told = command.format(port=port, threads=threads).split()
    server = subprocess.Popen([sys.executable, *told], cwd=ROOT, env=os.environ)
    try:
        for _ in range(100):
            try:
                get(HTTPConnection("127.0.0.1", port), "/healthz")
                break
            except OSError:
                time.sleep(0.1)
        yield port
    finally:
        server.terminate()
        server.wait()


def get(connection: HTTPConnection, path: str, cookie: str = "") -> tuple[int, bytes]:
    """One GET over a connection that stays open: the status and the body as it was sent."""
    headers = {"Accept-Encoding": "br", "Host": "127.0.0.1"}
    if cookie:
        headers["Cookie"] = cookie
    connection.request("GET", path, headers=headers)
    response = connection.getresponse()
    return response.status, response.read()
