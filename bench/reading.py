"""The reading page: requests a second beside ready-made bytes, weight, queries, painting."""

from __future__ import annotations

import gc
import re
import time
from http.client import HTTPConnection
from statistics import median

from bench.library import make_chapter
from bench.server import get, serving, set_up

ROUNDS, REQUESTS = 9, 150


def rate(port: int, path: str, cookie: str) -> float:
    """Requests a second, over one connection."""
    connection = HTTPConnection("127.0.0.1", port)
    begun = time.perf_counter()
    for _ in range(REQUESTS):
        status, _ = get(connection, path, cookie)
        assert status == 200, f"{path}: {status}"
    return REQUESTS / (time.perf_counter() - begun)


def compare(port: int, chapter: object, reader: object | None, cookie: str) -> None:
    """Side by side, a round of each in turn, so that a busy machine slows both."""
    paths = [
        chapter.get_absolute_url(),
        f"/ready-made/{chapter.pk}/{reader.pk if reader else 0}/",
    ]
    for path in paths:
        rate(port, path, cookie)
    rates = [[rate(port, path, cookie) for path in paths] for _ in range(ROUNDS)]
    ours, theirs = (median(column) for column in zip(*rates, strict=True))
    ratio = median(a / b for a, b in rates)
    who = "a reader signed in" if reader else "a visitor"
    print(
        f"  {who}: {ours:.0f} pages/s beside {theirs:.0f} ready-made/s: "
        f"ratio {ratio:.2f} (at least 0.5)"
    )


def weigh(port: int, chapter: object) -> None:
    """A cold visit: the page and everything it asks for, as sent."""
    connection = HTTPConnection("127.0.0.1", port)
    _, page = get(connection, chapter.get_absolute_url())
    from brotli import decompress

    html = decompress(page).decode()
    assets = set(re.findall(r'(?:src|href)="(/static/[^"]+)"', html))
    sizes = {"the page": len(page)} | {path: len(get(connection, path)[1]) for path in assets}
    own = sum(size for path, size in sizes.items() if "/js/" in path)
    for path, size in sorted(sizes.items(), key=lambda item: -item[1]):
        print(f"    {size:7,} bytes  {path}")
    print(
        f"  a cold visit: {sum(sizes.values()):,} bytes (at most 60,000), "
        f"{len(sizes)} requests (at most 8), own JavaScript {own:,} bytes (at most 15,000)"
    )


def count_queries() -> None:
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
        print(f"  queries with {passages} passages: {len(queries)} (constant, at most 12)")


def paint() -> None:
    """Painting 1,000 and 10,000 passages on a chapter of 100,000 words."""
    from reader.models import Margin

    times = {}
    for passages in (1_000, 10_000):
        chapter, reader = make_chapter(100_000, passages)
        chapter.revision.refresh_from_db()
        tries = []
        for _ in range(9):
            gc.collect()  # what the measurements before left behind
            begun = time.perf_counter()
            Margin(chapter, reader).blocks()
            tries.append(time.perf_counter() - begun)
        times[passages] = median(tries)
    print(
        f"  painting 10,000 passages in 100,000 words: {times[10_000]:.2f} s, "
        f"{times[10_000] / times[1_000]:.1f} times what 1,000 take (under 10)"
    )


def main() -> None:
    print("The reading page, 5,000 words, 200 passages")
    set_up()
    chapter, reader = make_chapter(5_000, 200)
    from django.test import Client

    client = Client()
    client.force_login(reader)
    cookie = f"sessionid={client.cookies['sessionid'].value}"
    with serving() as port:
        compare(port, chapter, reader, cookie)
        compare(port, chapter, None, "")
        weigh(port, chapter)
    count_queries()
    paint()


if __name__ == "__main__":
    main()
