"""Eight readers who bring a book each at the same moment.

Each is answered at once, and each book is read by the worker; meanwhile others read within two
seconds.
"""

from __future__ import annotations

import io
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from bench.bars import Bars
from bench.client import Client
from bench.library import make_chapter, prose
from bench.server import running, working
from bench.soak.instance import Others, open_instance, shown, visits

READERS, CHAPTERS, WORDS = 8, 100, 3_000
LONGEST = 120
"""Seconds for all of them to be read."""


def book() -> bytes:
    """A long story as plain text."""
    chapters = [f"Chapter {n}\n\n{prose(WORDS, seed=n)}" for n in range(1, CHAPTERS + 1)]
    return "\n\n".join(["A long story", *chapters]).encode()


def main() -> None:
    """Bring them all at once."""
    print(f"{READERS} readers bring {CHAPTERS * WORDS:,} words each at once")
    open_instance()
    from reader.models import Reader, UnreadUpload, Upload

    chapter, _ = make_chapter(5_000, 200)
    readers = [Reader.objects.create(username=f"bringer-{n}") for n in range(READERS)]
    data = book()

    def bring(client: Client) -> int:
        file = io.BytesIO(data)
        file.name = "story.txt"
        return client.send("/desk/bring/", {"files": file}).status

    bars = Bars()
    with running() as server, working():
        clients = [Client(server.port, reader, timeout=LONGEST) for reader in readers]
        paths = ["/healthz", chapter.get_absolute_url(), "/"]
        with Others(visits(server.port, paths)) as others, ThreadPoolExecutor(READERS) as crowd:
            statuses = list(crowd.map(bring, clients))
            until = time.monotonic() + LONGEST
            while UnreadUpload.objects.unread().exists() and time.monotonic() < until:
                time.sleep(0.5)
    others.judge(bars, "meanwhile")
    read = Upload.objects.count()
    print(f"  answers: {shown(Counter(statuses))}; read: {read}")
    bars.at_least("read", read, READERS, form="d")
    wrong = [str(status) for status in statuses if status != 303]
    bars.none_of("answered otherwise", wrong)
    bars.finish()


if __name__ == "__main__":
    main()
