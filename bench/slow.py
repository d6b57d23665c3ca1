"""Slow clients: what a health check and a visitor wait while others stall, server by server.

Besides Gloss's own server those that are installed: `pip install gunicorn granian`. The slowest
health check of Gloss's own takes at most half a second, whoever stalls; exits with 1 if not.
"""

from __future__ import annotations

import importlib.util
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection, HTTPException

from bench.bars import Bars
from bench.library import make_chapter
from bench.server import OURS, get, serving, set_up

STALLED, CHECKS, THREADS, PAGES = 24, 20, 8, 300
PATIENCE = 5
"""Seconds after which a health checker gives up."""
BAR = 0.5
"""Seconds that the slowest health check may take from our server, whoever stalls."""
SERVERS = {
    "gloss": OURS,
    "gunicorn": "-m gunicorn reader.wsgi --bind 127.0.0.1:{port} --threads {threads} "
    "--log-level error",
    "granian": "-m granian --interface wsgi --port {port} --blocking-threads {threads} "
    "--no-access-log --log-level error reader.wsgi:application",
}
HEAD = b"POST /look/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: text/plain\r\n"
STALLS = {
    "nobody": b"",
    "half a request line": b"GET /sto",
    "half the headers": HEAD,
    "half a body": HEAD + b"Content-Length: 4000\r\n\r\n" + b"theme=sepia&" * 100,
}


@contextmanager
def stalled(port: int, said: bytes) -> Iterator[None]:
    """So many clients that said so much and then nothing more."""
    with ExitStack() as stack:
        for _ in range(STALLED if said else 0):
            client = stack.enter_context(socket.create_connection(("127.0.0.1", port)))
            client.sendall(said)
        time.sleep(0.5)
        yield


def slowest_check(port: int) -> float:
    """Seconds that the slowest of some health checks took; infinite if one got no answer."""
    slowest = 0.0
    for _ in range(CHECKS):
        begun = time.perf_counter()
        try:
            status, _ = get(HTTPConnection("127.0.0.1", port, timeout=PATIENCE), "/healthz")
        except (OSError, HTTPException):
            return float("inf")
        if status != 200:
            return float("inf")
        slowest = max(slowest, time.perf_counter() - begun)
    return slowest


def rate(port: int, path: str) -> float:
    """A visitor's pages a second, over one connection; 0 if one did not come."""
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        get(connection, path)
        begun = time.perf_counter()
        for _ in range(PAGES):
            get(connection, path)
    except (OSError, HTTPException):
        return 0.0
    return PAGES / (time.perf_counter() - begun)


def main() -> None:
    print(f"{STALLED} clients that stall, {THREADS} threads: health check, a visitor's chapter")
    set_up()
    chapter, _ = make_chapter(5_000, 200)
    bars = Bars()
    for name, command in SERVERS.items():
        if name != "gloss" and not importlib.util.find_spec(name):
            print(f"  {name}: not installed")
            continue
        for stall, said in STALLS.items():
            with serving(command, threads=THREADS) as port, stalled(port, said):
                slowest, pages = slowest_check(port), rate(port, chapter.get_absolute_url())
            print(f"  {name}, {stall}: {pages:.0f} pages/s")
            check = f"{name}, {stall}: the slowest health check"
            if name == "gloss":
                bars.at_most(check, slowest, BAR, "s")
            else:
                bars.told(check, slowest, "s")
    bars.finish()


if __name__ == "__main__":
    main()
