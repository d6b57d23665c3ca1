"""The server is killed (SIGKILL) while eight readers and authors write, again and again.

What it had acknowledged is there, the database is whole, the present revision is the newest, and
no request was answered with a server's error.
"""

from __future__ import annotations

import random
import re
import threading
import time
from collections import Counter
from collections.abc import Callable
from http.client import HTTPException

from django.db import connection
from django.db.models import Max

from bench.bars import Bars
from bench.client import Client
from bench.library import make_chapter
from bench.server import running
from bench.soak.instance import damage, open_instance, shown

ROUNDS, MARKING, COMMENTING, REVISING = 12, 3, 3, 2


class Writers:
    """Those who write until the server is gone, and what they were told is stored."""

    def __init__(self, port: int, chapter: object, readers: list[object], round: int) -> None:
        self.port, self.chapter, self.round = port, chapter, round
        self.path = chapter.get_absolute_url()
        self.marks: list[tuple[int, int]] = []
        self.comments: list[str] = []
        self.lines: list[str] = []
        self.statuses: Counter[int] = Counter()
        kinds = [self.mark] * MARKING + [self.comment] * COMMENTING + [self.revise] * REVISING
        readers = readers[: MARKING + COMMENTING] + [chapter.story.author] * REVISING
        self.threads = []
        for number, (kind, reader) in enumerate(zip(kinds, readers, strict=True)):
            thread = threading.Thread(target=self.go_on, args=[kind, reader, number])
            self.threads.append(thread)

    def go_on(self, write: Callable[..., None], reader: object, number: int) -> None:
        client = Client(self.port, reader)
        connection.close()
        for turn in range(10_000):
            try:
                write(client, reader, f"{self.round}.{number}.{turn}")
            except (OSError, HTTPException):
                return

    def kept(self, status: int) -> bool:
        self.statuses[status] += 1
        return status == 303

    def mark(self, client: Client, reader: object, name: str) -> None:
        start = random.randrange(len(self.chapter.text) - 100)
        quote = self.chapter.text[start : start + 40].strip()
        start = self.chapter.text.index(quote, start)
        place = {"revision": 1, "start": start, "end": start + len(quote), "quote": quote}
        answer = client.post(f"{self.path}highlights/", place | {"colour": "blue"})
        if self.kept(answer.status):
            self.marks.append((reader.pk, start))

    def comment(self, client: Client, reader: object, name: str) -> None:
        text = f"This is what I say, number {name}."
        if self.kept(client.post(f"{self.path}comments/", {"text": text}).status):
            self.comments.append(text)

    def revise(self, client: Client, reader: object, name: str) -> None:
        page = client.get(f"{self.path}edit/").text
        number = re.search(r'name="revision" value="(\d+)"', page)[1]
        line = f"And then, number {name}, it rained."
        source = f"{self.chapter.revision.source}\n\n{line}"
        sent = {"title": "A chapter", "source": source, "revision": number, "do": "publish"}
        if self.kept(client.post(f"{self.path}edit/", sent).status):
            self.lines.append(line)


def lost(writers: Writers) -> list[str]:
    """What was acknowledged and is not there."""
    from reader.models import Comment, Highlight, Revision

    stored = set(Highlight.objects.values_list("reader", "passage__origin_start"))
    said = set(Comment.objects.values_list("source", flat=True))
    sources = "\n".join(Revision.objects.values_list("source", flat=True))
    missing = [f"highlight {mark}" for mark in writers.marks if mark not in stored]
    missing += [text for text in writers.comments if text not in said]
    missing += [line for line in writers.lines if line not in sources]
    return missing


def broken(path: str) -> list[str]:
    """What SQLite says of the file, and chapters whose text is not their newest revision."""
    from reader.models import Chapter

    found = damage(path)
    for chapter in Chapter.objects.annotate(newest=Max("revisions__number")):
        if chapter.revision.number != chapter.newest:
            found.append(f"{chapter}: revision {chapter.revision.number} of {chapter.newest}")
    return found


def main() -> None:
    """Write, kill and look, round by round."""
    print(f"{ROUNDS} times killed while {MARKING + COMMENTING + REVISING} write")
    open_instance()
    from reader.models import Reader

    chapter, _ = make_chapter(2_000, 40)
    readers = [Reader.objects.create(username=f"w{n}") for n in range(MARKING + COMMENTING)]
    path = connection.settings_dict["NAME"]
    acknowledged, statuses = 0, Counter()
    gone, wrong = [], []
    dice = random.Random(5)
    for round in range(ROUNDS):
        connection.close()  # so that nobody but the server has the file open
        with running() as server:
            writers = Writers(server.port, chapter, readers, round)
            connection.close()
            for thread in writers.threads:
                thread.start()
            time.sleep(dice.uniform(0.8, 2.5))
            server.process.kill()
            for thread in writers.threads:
                thread.join()
        gone += lost(writers)
        wrong += broken(path)
        acknowledged += len(writers.marks) + len(writers.comments) + len(writers.lines)
        statuses += writers.statuses
    bars = Bars()
    print(f"  answers: {shown(statuses)}")
    bars.at_least("acknowledged", acknowledged, ROUNDS, form="d")
    bars.none_of("acknowledged and lost", gone)
    bars.none_of("wrong in the database", wrong)
    bars.none_of("server's errors", [str(status) for status in statuses if status >= 500])
    bars.finish()


if __name__ == "__main__":
    main()
