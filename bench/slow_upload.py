"""The marking mix while somebody uploads 50 MB at 20 kB/s: one process, and two behind a proxy.

16 connections, each tenth request a mark, from a visitor and readers who are signed in. While the
upload is under way there are at least three quarters as many requests a second as without it, and
the slowest health check takes at most a second; nothing is refused, and the upload is not given up.
Exits with 1 if not. What two processes do beside one, and the proxies of docs/self-hosting.md
before them, is printed.
"""

from __future__ import annotations

import os
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from statistics import median

from bench.bars import Bars
from bench.client import Client
from bench.library import make_chapter
from bench.proxy import PROXIES, behind, is_installed
from bench.server import own_redis, running_together, set_up

CONNECTIONS, REQUESTS, ROUNDS = 16, 20, 3
SIZE, RATE = 50_000_000, 20_000
LEAST, LONGEST = 0.75, 1.0
HEAD = (
    "POST /desk/bring/ HTTP/1.1\r\nHost: localhost\r\nCookie: {cookie}\r\n"
    "Content-Type: multipart/form-data; boundary=x\r\nContent-Length: {size}\r\n\r\n"
    '--x\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\n'
)


@contextmanager
def upload(port: int, cookie: str) -> Iterator[list[bytes]]:
    """Somebody who sends a large file slowly, for as long as this lasts. What they are answered
    meanwhile is put into the list."""
    over = threading.Event()
    answers: list[bytes] = []
    client = socket.create_connection(("127.0.0.1", port))
    client.sendall(HEAD.format(cookie=cookie, size=SIZE).encode())
    client.setblocking(False)

    def go_on() -> None:
        while not over.wait(0.1):
            try:
                client.send(b"The rain came. " * (RATE // 150))
                answers.append(client.recv(1000))
            except BlockingIOError:
                continue  # nothing is answered yet
            except OSError as error:
                answers.append(str(error).encode())
                return

    thread = threading.Thread(target=go_on)
    thread.start()
    yield answers
    over.set()
    thread.join()
    client.close()


class Mix:
    """16 who read one chapter, each tenth request a mark."""

    def __init__(self, chapter: object, readers: list[object]) -> None:
        self._chapter, self._readers = chapter, readers
        self.path = chapter.get_absolute_url()
        self.refused: list[str] = []

    def rate(self, ports: list[int]) -> float:
        """Requests a second, over these ports in turn."""
        clients = []
        for number in range(CONNECTIONS):
            reader = self._readers[number % len(self._readers)]
            clients.append(Client(ports[number % len(ports)], reader))
        begun = time.perf_counter()
        with ThreadPoolExecutor(CONNECTIONS) as crowd:
            list(crowd.map(self._read, clients, range(CONNECTIONS)))
        return CONNECTIONS * REQUESTS / (time.perf_counter() - begun)

    def _read(self, client: Client, turn: int) -> None:
        for number in range(REQUESTS):
            signed_in = "sessionid" in client.cookie
            if signed_in and number % 8 == turn % 8:  # as a fifth of them are visitors
                start = 20 * (turn + CONNECTIONS * number)
                words = self._chapter.text[start : start + 12]
                place = {"revision": 1, "start": start, "end": start + 12, "quote": words}
                answer = client.post(f"{self.path}highlights/", place | {"colour": "green"})
            else:
                answer = client.get(self.path)
            if answer.status not in (200, 303):
                self.refused.append(f"status {answer.status}")


@contextmanager
def health_checks(port: int) -> Iterator[list[float]]:
    """The seconds that each of the health checks takes that are made meanwhile."""
    over = threading.Event()
    taken: list[float] = []

    def go_on() -> None:
        client = Client(port)
        while not over.wait(0.1):
            begun = time.perf_counter()
            client.get("/healthz")
            taken.append(time.perf_counter() - begun)

    thread = threading.Thread(target=go_on)
    thread.start()
    yield taken
    over.set()
    thread.join()


def measure(bars: Bars, name: str, mix: Mix, ports: list[int], writer: Client) -> None:
    """The mix without an upload and with one, in turns, so that a busy machine slows both."""
    without, beside, slowest, answers = [], [], 0.0, []
    mix.rate(ports)
    for _ in range(ROUNDS):
        without.append(mix.rate(ports))
        with upload(ports[0], writer.cookie) as answered, health_checks(ports[0]) as checks:
            beside.append(mix.rate(ports))
        slowest = max(slowest, *checks)
        answers += answered
    alone, together = median(without), median(beside)
    told = f"{name}: {alone:.0f} requests/s, {together:.0f} beside the upload, ratio"
    bars.at_least(told, together / alone, LEAST)
    bars.at_most(f"{name}: the slowest health check", slowest, LONGEST, "s")
    bars.none_of(f"{name}: uploads given up", [repr(answer) for answer in answers])
    bars.none_of(f"{name}: requests refused", mix.refused)


def main() -> None:
    print(f"{CONNECTIONS} connections, 10 % marks, beside an upload of 50 MB at 20 kB/s")
    os.environ["GLOSS_MARK_RATE"] = os.environ["GLOSS_IMPORT_RATE"] = "100000/m/user"
    with own_redis() as cache:
        set_up(cache=cache)
        from reader.models import Reader

        chapter, reader = make_chapter(5_000, 200)
        readers = [None, reader]
        for number in range(3):
            readers.append(Reader.objects.create(username=f"marker-{number}"))
        writer = Client(0, Reader.objects.create(username="writer"))
        bars = Bars()
        for processes in (1, 2):
            with running_together(processes) as servers:
                ports = [server.port for server in servers]
                measure(bars, f"{processes} direct", Mix(chapter, readers), ports, writer)
                for proxy in PROXIES:
                    name = f"{processes} behind {proxy}"
                    if not is_installed(proxy):
                        print(f"  {name}: not installed")
                        continue
                    with behind(proxy, ports) as port:
                        measure(bars, name, Mix(chapter, readers), [port], writer)
        bars.finish()


if __name__ == "__main__":
    main()
