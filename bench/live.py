"""Pages that stand open and hear of others: what 500 of them cost while nothing happens.

Each asks as `static/js/live.js` does: every seven and a half seconds where a thread is open, else
ever more seldom, at last once a minute; over a connection of its own, which an answer without a
body ends.
What it costs is the CPU time of the server's process while they stand open. All on one chapter, and
on 50. Bar: 2 % of one core where a thread is open on every tenth page. Where one is open on every
page there is no bar yet, nor for what the answer costs after something has changed. Exits with 1
where the bar is missed.
"""

from __future__ import annotations

import asyncio
import random
import time
from typing import NamedTuple

from bench.bars import Bars
from bench.client import Client
from bench.library import make_chapter
from bench.server import Server, running, set_up

PAGES, CHAPTERS = 500, 50
SOON, LATEST = 7.5, 60
"""Seconds between two questions: with a thread open, and where nothing has happened for long."""
FEW = 0.1
"""The share of pages with an open thread, where they are few."""
SECONDS = 20
MOST = 2
"""Percent of one core."""
ANSWERS = 100


class OpenPage(NamedTuple):
    """A page that asks every so many seconds, and hears that nothing has changed."""

    port: int
    path: str
    every: float

    async def stand(self, until: float) -> int:
        """Ask now and then, until a moment of the clock; how often that was."""
        asked = 0
        wait = random.random() * self.every
        while time.monotonic() + wait < until:
            await asyncio.sleep(wait)
            await self._ask()
            asked += 1
            wait = self.every * random.uniform(0.95, 1)
        await asyncio.sleep(max(until - time.monotonic(), 0))
        return asked

    async def _ask(self) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        head = f"GET {self.path} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: sessionid={'k' * 32}"
        writer.write(f"{head}\r\nAccept: */*\r\nSec-Fetch-Mode: cors\r\n\r\n".encode())
        answer = await reader.readuntil(b"\r\n\r\n")
        assert b" 204 " in answer, answer
        writer.close()


async def stand_open(pages: list[OpenPage]) -> int:
    """Let the pages stand open for a while; how often they asked."""
    until = time.monotonic() + SECONDS
    return sum(await asyncio.gather(*[page.stand(until) for page in pages]))


def load(bars: Bars, server: Server, chapters: list[object], share: float) -> None:
    """What the server takes while the pages stand open, on that share of them a thread."""
    paths = [path_of(chapter) for chapter in chapters]
    pages = []
    for number in range(PAGES):
        every = SOON if number < share * PAGES else LATEST
        pages.append(OpenPage(server.port, paths[number % len(paths)], every))
    before, begun = server.cpu(), time.monotonic()
    asked = asyncio.run(stand_open(pages))
    seconds = time.monotonic() - begun
    percent = 100 * (server.cpu() - before) / seconds
    where = f"{len(chapters)} chapter{'s' * (len(chapters) > 1)}"
    name = (
        f"{PAGES} pages of {where}, a thread open on {share:.0%}: {asked / seconds:.0f} questions/s"
    )
    if share == FEW:
        bars.at_most(name, percent, MOST, "% of a core")
    else:
        bars.told(name, percent, "% of a core")


def path_of(chapter: object) -> str:
    """Where a page of a chapter asks that was made just now."""
    from django.urls import reverse

    chapter.refresh_from_db()
    return reverse("live", args=[chapter.pk, chapter.stamps.of_page])


def after_a_comment(bars: Bars, server: Server, chapter: object, readers: list[object]) -> None:
    """What it costs to bring a comment to an open page that has a thread open."""
    from reader.actions.margin.comment import add_comment, delete_comment

    said = chapter.comments.filter(passage__isnull=False).earliest("pk")
    clients = [Client(server.port), *[Client(server.port, reader) for reader in readers]]
    query = f"?seconds=5&revision=1&threads={said.passage_id}&shown={said.pk}"
    taken = 0.0
    for number in range(ANSWERS):
        path = path_of(chapter) + query
        comment = add_comment("Yes.", by=readers[0], chapter=chapter, to=said)
        before = server.cpu()
        answer = clients[number % len(clients)].get(path)
        assert answer.status == 200 and "Yes." in answer.text, answer.status
        taken += server.cpu() - before
        delete_comment(comment)
    bars.told("a comment that comes to a page", 1000 * taken / ANSWERS, "ms of CPU")


def main() -> None:
    set_up()
    chapter, reader = make_chapter(5_000, 200)
    chapters = [chapter]
    for number in range(1, CHAPTERS):
        chapters.append(make_chapter(200 + number, 0)[0])
    bars = Bars()
    with running() as server:
        for path in map(path_of, chapters):
            Client(server.port).get(path)  # now it knows of them
        for some in (chapters[:1], chapters):
            for share in (FEW, 1):
                load(bars, server, some, share)
        after_a_comment(bars, server, chapter, [reader, chapter.story.author])
    bars.finish()


if __name__ == "__main__":
    main()
