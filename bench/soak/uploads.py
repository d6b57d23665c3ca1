"""Eight readers who bring a book each at the same moment.

Each is answered, some with the request to come again; meanwhile others read within two seconds.
"""

from __future__ import annotations

import io
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from bench.bars import Bars
from bench.client import Client
from bench.library import make_chapter, prose
from bench.server import running
from bench.soak.instance import Others, open_instance, visits

READERS, CHAPTERS, WORDS = 8, 100, 3_000
LONGEST = 120
COME_AGAIN = 503


def book() -> bytes:
    """A long story as plain text."""
    chapters = [f"Chapter {n}\n\n{prose(WORDS, seed=n)}" for n in range(1, CHAPTERS + 1)]
    return "\n\n".join(["A long story", *chapters]).encode()


def main() -> None:
    """Bring them all at once."""
    print(f"{READERS} readers bring {CHAPTERS * WORDS:,} words each at once")
    open_instance()
    from reader.models import Reader

    chapter, _ = make_chapter(5_000, 200)
    readers = [Reader.objects.create(username=f"bringer-{n}") for n in range(READERS)]
    data = book()

    def bring(client: Client) -> int:
        file = io.BytesIO(data)
        file.name = "story.txt"
        return client.send("/desk/bring/", {"files": file}).status

    bars = Bars()
    with running() as server:
        clients = [Client(server.port, reader, timeout=LONGEST) for reader in readers]
        paths = ["/healthz", chapter.get_absolute_url(), "/"]
        with Others(visits(server.port, paths)) as others, ThreadPoolExecutor(READERS) as crowd:
            statuses = list(crowd.map(bring, clients))
    others.judge(bars, "meanwhile")
    counted = Counter(statuses)
    print(f"  brought: {counted[303]}, asked to come again: {counted[COME_AGAIN]}")
    bars.at_least("brought", counted[303], 1, form="d")
    wrong = [str(status) for status in statuses if status not in (303, COME_AGAIN)]
    bars.none_of("answered otherwise", wrong)
    bars.finish()


if __name__ == "__main__":
    main()
