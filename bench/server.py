"""A Gloss of its own to measure: a fresh database in a temporary folder, and served."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent


def set_up(*, database: str = "", cache: str = "") -> None:
    """Make Django ready, with static files collected: on a new SQLite database, and with the
    memory of each process as its cache, where no URLs name others that are empty."""
    folder = tempfile.mkdtemp(prefix="gloss-bench-")
    os.environ.update(
        GLOSS_DEMO="1",
        GLOSS_VAR=folder,
        DATABASE_URL=database or f"sqlite:///{folder}/bench.sqlite3",
        DJANGO_SETTINGS_MODULE="bench.settings",
    )
    os.environ.pop("CACHE_URL", None)
    if cache:
        os.environ["CACHE_URL"] = cache
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)


@contextmanager
def own_redis() -> Iterator[str]:
    """Start an empty Redis server, and give its URL."""
    told = ["scripts/with-redis", "sh", "-c", 'echo "$CACHE_URL"; read end']
    pipe = subprocess.PIPE
    with subprocess.Popen(told, cwd=ROOT, stdin=pipe, stdout=pipe, text=True) as redis:
        yield redis.stdout.readline().strip()
        redis.communicate("\n")


OURS = "manage.py serve --port {port} --threads {threads}"


class Server(NamedTuple):
    """A Gloss that runs: its port, and its process."""

    port: int
    process: subprocess.Popen

    def cpu(self) -> float:
        """Seconds of CPU that the process's threads have taken so far, to the microsecond
        (Linux)."""
        nanoseconds = 0
        for told in Path(f"/proc/{self.process.pid}/task").glob("*/schedstat"):
            nanoseconds += int(told.read_text().split()[0])
        return nanoseconds / 1e9

    def memory(self) -> int:
        """Bytes of memory that are the process's alone (Linux)."""
        told = Path(f"/proc/{self.process.pid}/smaps_rollup").read_text()
        kilobytes = re.findall(r"^Private_\w+: +(\d+) kB", told, re.M)
        return 1024 * sum(map(int, kilobytes))


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@contextmanager
def running(command: str = OURS, *, threads: int = 8) -> Iterator[Server]:
    """Serve what `set_up` made, in one process. `command` is what Python is told, with `{port}`
    and `{threads}` in it."""
    port = free_port()
    told = command.format(port=port, threads=threads).split()
    process = subprocess.Popen([sys.executable, *told], cwd=ROOT, env=os.environ)
    try:
        wait_for(port)
        yield Server(port, process)
    finally:
        process.terminate()
        process.wait()


@contextmanager
def running_together(processes: int, *, threads: int = 8) -> Iterator[list[Server]]:
    """Serve what `set_up` made in so many processes, which share a cache."""
    with ExitStack() as stack:
        yield [stack.enter_context(running(threads=threads)) for _ in range(processes)]


@contextmanager
def working() -> Iterator[None]:
    """Do the tasks of what `set_up` made in a process of their own."""
    process = subprocess.Popen([sys.executable, "manage.py", "work"], cwd=ROOT, env=os.environ)
    try:
        yield
    finally:
        process.terminate()
        process.wait()


def wait_for(port: int) -> None:
    """Wait until a server answers there, for half a minute at most."""
    for _ in range(300):
        try:
            get(HTTPConnection("127.0.0.1", port, timeout=5), "/healthz")
            return
        except OSError:
            time.sleep(0.1)


@contextmanager
def serving(command: str = OURS, *, threads: int = 4) -> Iterator[int]:
    """As `running`, and give only the port."""
    with running(command, threads=threads) as server:
        yield server.port


def get(connection: HTTPConnection, path: str, cookie: str = "") -> tuple[int, bytes]:
    """One GET over a connection that stays open: the status and the body as it was sent."""
    headers = {"Accept-Encoding": "br", "Host": "127.0.0.1"}
    if cookie:
        headers["Cookie"] = cookie
    connection.request("GET", path, headers=headers)
    response = connection.getresponse()
    return response.status, response.read()
