"""The reading page: what it costs beside ready-made bytes, its weight, queries, painting.

What serving costs is the CPU time of the server's process, so that a busy machine says the same;
the yardstick are the same bytes, ready-made, served by the same process through the same
middleware in turns with the page: to a visitor compressed once, as ours are kept, to a reader
compressed anew, as ours have to be. Of a page that is asked for again, with one connection and
with 16, at least half of the yardstick's rate. A cold visit, of what its HTML asks for: at most
60,000 bytes and 8 requests without fonts, 102,000 and 10 with them, 15,000 bytes of own JavaScript;
at most 12 queries, however many passages; painting ten times the passages: less than ten times the
time. What a page costs right after a mark, a reader's own or a stranger's, has no bar yet.
Exits with 1 where one of these is missed.
"""

from __future__ import annotations

import gc
import os
import re
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from statistics import median

from bench.bars import Bars
from bench.library import make_chapter
from bench.server import Server, get, running, set_up

ROUNDS, REQUESTS, CONNECTIONS, MARKS = 7, 160, 16, 12
LEAST = 0.5


def cost(server: Server, path: str, cookie: str, connections: int) -> float:
    """Milliseconds of the server's CPU for a page that is asked for again and again."""

    def ask(count: int) -> None:
        connection = HTTPConnection("127.0.0.1", server.port)
        for _ in range(count):
            status, _ = get(connection, path, cookie)
            assert status == 200, f"{path}: {status}"

    before = server.cpu()
    with ThreadPoolExecutor(connections) as crowd:
        list(crowd.map(ask, [REQUESTS // connections] * connections))
    return 1000 * (server.cpu() - before) / REQUESTS


def compare(bars: Bars, server: Server, chapter: object, reader: object, cookie: str) -> None:
    """Side by side, a round of each in turn, so that a busy machine slows both."""
    paths = [
        chapter.get_absolute_url(),
        f"/ready-made/{chapter.pk}/{reader.pk if reader else 0}/",
    ]
    who = "a reader signed in" if reader else "a visitor"
    for connections in (1, CONNECTIONS):
        for path in paths:
            cost(server, path, cookie, connections)
        page, ready_made = [], []
        for _ in range(ROUNDS):
            page.append(cost(server, paths[0], cookie, connections))
            ready_made.append(cost(server, paths[1], cookie, connections))
        ours, theirs = median(page), median(ready_made)
        name = f"{who}, {connections} at once: {ours:.2f} ms beside {theirs:.2f} ready-made, ratio"
        bars.at_least(name, theirs / ours, LEAST)


def after_a_mark(bars: Bars, server: Server, chapter: object, cookies: dict[str, str]) -> None:
    """What the next page costs each of them after one reader has marked words for themselves."""
    from reader.actions.margin.highlight import highlight_words
    from reader.models import Reader

    marker = Reader.objects.create(username="marker")
    connection = HTTPConnection("127.0.0.1", server.port)
    path = chapter.get_absolute_url()
    for who, cookie in cookies.items():
        taken = []
        for turn in range(MARKS):
            get(connection, path, cookie)
            highlight_words(chapter, marker, 10 * turn, 10 * turn + 8, "green")
            before = server.cpu()
            get(connection, path, cookie)
            taken.append(1000 * (server.cpu() - before))
        average = sum(taken) / MARKS
        bars.told(f"{who}'s page after a stranger's private mark", average, "ms of CPU")


def with_marks(bars: Bars, server: Server, chapter: object, readers: list[object]) -> None:
    """What a request costs where 16 read one chapter and every tenth request is a mark."""
    from bench.client import Client

    path = chapter.get_absolute_url()

    def read(turn: int) -> None:
        client = Client(server.port, readers[turn % len(readers)])
        for number in range(REQUESTS // CONNECTIONS):
            if number % 10 == turn % 10:
                start = 20 * (turn + CONNECTIONS * number)
                words = chapter.text[start : start + 12]
                place = {"revision": 1, "start": start, "end": start + 12, "quote": words}
                answer = client.post(f"{path}highlights/", place | {"colour": "green"})
                assert answer.status == 303, answer.status
            else:
                assert client.get(path).status == 200

    before = server.cpu()
    with ThreadPoolExecutor(CONNECTIONS) as crowd:
        list(crowd.map(read, range(CONNECTIONS)))
    taken = 1000 * (server.cpu() - before) / REQUESTS
    bars.told(f"{CONNECTIONS} at once, each tenth request a mark: a request", taken, "ms of CPU")


def weigh(bars: Bars, port: int, chapter: object) -> None:
    """A cold visit: the page and everything it asks for, as sent."""
    connection = HTTPConnection("127.0.0.1", port)
    _, page = get(connection, chapter.get_absolute_url())
    from brotli import decompress

    html = decompress(page).decode()
    assets = set(re.findall(r'(?:src|href)="(/static/[^"]+)"', html))
    sizes = {"the page": len(page)}
    own = 0
    for path in assets:
        sizes[path] = len(get(connection, path)[1])
        if "/js/" in path:
            own += sizes[path]
    for path in sorted(sizes, key=sizes.__getitem__, reverse=True):
        print(f"    {sizes[path]:7,} bytes  {path}")
    fonts = [size for path, size in sizes.items() if path.endswith(".woff2")]
    total = sum(sizes.values())
    bars.at_most("a cold visit without fonts", total - sum(fonts), 60_000, "bytes", ",d")
    bars.at_most("its requests without fonts", len(sizes) - len(fonts), 8, form="d")
    bars.at_most("a cold visit with fonts", total, 102_000, "bytes", ",d")
    bars.at_most("its requests with fonts", len(sizes), 10, form="d")
    bars.at_most("its own JavaScript", own, 15_000, "bytes", ",d")


def count_queries(bars: Bars) -> None:
    """Queries of a page that nothing was kept of, with few and with many passages."""
    from django.core.cache import caches
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    for passages in (10, 400):
        chapter, reader = make_chapter(5_001, passages)
        client = Client()
        client.force_login(reader)
        caches["pages"].clear()
        with CaptureQueriesContext(connection) as queries:
            client.get(chapter.get_absolute_url())
        bars.at_most(f"queries with {passages} passages", len(queries), 12, form="d")


def seconds(what: Callable[[], object]) -> float:
    gc.collect()  # what the measurements before left behind
    begun = time.process_time()
    what()
    return time.process_time() - begun


def paint(bars: Bars) -> None:
    """Painting 1,000 and 10,000 passages on a chapter of 100,000 words."""
    from reader.actions.margin.margin import Margin

    times = {}
    for passages in (1_000, 10_000):
        chapter, reader = make_chapter(100_000, passages)
        chapter.revision.refresh_from_db()
        tries = [seconds(Margin(chapter, reader).blocks) for _ in range(9)]
        times[passages] = median(tries)
    name = f"painting 10,000 passages in 100,000 words: {times[10_000]:.2f} s; as many times 1,000"
    bars.at_most(name, times[10_000] / times[1_000], 10)


def session(reader: object) -> str:
    from django.test import Client

    client = Client()
    client.force_login(reader)
    return f"sessionid={client.cookies['sessionid'].value}"


def main() -> None:
    print("The reading page, 5,000 words, 200 passages")
    os.environ["GLOSS_MARK_RATE"] = "100000/m/user"
    set_up()
    from reader.models import Reader

    bars = Bars()
    chapter, reader = make_chapter(5_000, 200)
    second = Reader.objects.create(username="second")
    cookies = {"a visitor": "", "a reader": session(reader), "a second reader": session(second)}
    with running() as server:
        compare(bars, server, chapter, None, "")
        compare(bars, server, chapter, reader, cookies["a reader"])
        weigh(bars, server.port, chapter)
        after_a_mark(bars, server, chapter, cookies)
        with_marks(bars, server, chapter, [reader, second])
    count_queries(bars)
    paint(bars)
    bars.finish()


if __name__ == "__main__":
    main()
