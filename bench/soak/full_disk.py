"""The disk is full while readers comment: the file of data may not grow any more.

The server is given a limit on the size of its files (RLIMIT_FSIZE), a little above what they have.
What was acknowledged is there, the database is whole, and reading goes on; a server without the
limit takes comments again.
"""

from __future__ import annotations

import resource
import subprocess
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection

from bench.bars import Bars
from bench.client import Client
from bench.library import make_chapter
from bench.server import running
from bench.soak.instance import damage, open_instance, shown

COMMENTS, SIZE, ROOM = 150, 8_000, 400_000
"""Comments, the bytes of each, and the bytes that the database may grow by."""


@contextmanager
def limited(process: subprocess.Popen, size: int) -> Iterator[None]:
    """While this lasts no file of the process grows beyond `size` bytes (Linux)."""
    old = resource.prlimit(process.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (size, old[1]))
    yield
    resource.prlimit(process.pid, resource.RLIMIT_FSIZE, old)


def main() -> None:
    """Fill it, read, and go on."""
    print(f"A disk that is full after {ROOM:,} bytes, {COMMENTS} comments of {SIZE:,}")
    open_instance()
    from reader.models import Comment, Reader

    chapter, _ = make_chapter(2_000, 40)
    reader = Reader.objects.create(username="writer")
    path = chapter.get_absolute_url()
    database = Path(connection.settings_dict["NAME"])
    connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    size = database.stat().st_size + ROOM
    said, statuses = [], Counter()
    with running() as server:
        client = Client(server.port, reader)
        visitor = Client(server.port)
        with limited(server.process, size):
            for number in range(COMMENTS):
                text = f"{number}. " + "It rained. " * (SIZE // 11)
                status = client.post(f"{path}comments/", {"text": text}).status
                statuses[status] += 1
                if status == 303:
                    said.append(text)
            pages = [visitor.get(page).status for page in (path, "/", "/healthz")]
        again = client.post(f"{path}comments/", {"text": "There is room again."}).status
    stored = {text.strip() for text in Comment.objects.values_list("source", flat=True)}
    print(f"  answers: {shown(statuses)}")
    lost = [text[:20] for text in said if text.strip() not in stored]
    unread = [str(status) for status in pages if status != 200]
    bars = Bars()
    bars.at_least("refused for want of room", statuses[500] + statuses[503], 1, form="d")
    bars.at_least("acknowledged", len(said), 1, form="d")
    bars.none_of("acknowledged and lost", lost)
    bars.none_of("wrong in the database", damage(database))
    bars.none_of("pages that could not be read", unread)
    bars.none_of("refused when there was room again", [] if again == 303 else [str(again)])
    bars.finish()


if __name__ == "__main__":
    main()
