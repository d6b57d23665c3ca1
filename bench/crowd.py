"""A chapter that everybody reads: what a page costs while others mark, show, say and hide.

A calm chapter (5,000 words, 200 passages) and a busy one (10,000 highlights by 2,000 readers, 5,000
comments); with one process and two, on SQLite and on PostgreSQL with Redis. What something costs is
the CPU time of the servers' processes; ratios are between what was measured in one run. Bars:

- 16 connections, half of them visitors: with a private mark as every tenth request at least half
  as many requests a second of CPU as without. With comments instead: no bar.
- After somebody's private mark another's page costs at most 1.1 times what it did, after a public
  act at most 3 times: a visitor's page, and a reader's who is signed in.
- 200 readers who come in turn: at least half the rate of the same pages, ready-made. The servers'
  memory after them at most 1.3 times that after ten.
- A reader's first page of a chapter that others have read: at most 15 ms; the very first page of a
  chapter: at most 60 ms.

`--quick` measures less often; names ("sqlite-1 postgresql-2") choose what it is measured on. Exits
with 1 where a bar is missed.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from statistics import mean, median

from bench.bars import Bars
from bench.client import Client
from bench.crowded_chapter import Chapters, make_chapters
from bench.server import ROOT, Server, own_redis, running_together, set_up

HOUSES = ("sqlite-1", "sqlite-2", "postgresql-1", "postgresql-2")
CONNECTIONS, FEW = 16, 10
LEAST_WITH_MARKS = LEAST_SIGNED_IN = 0.5
MOST_AFTER_PRIVATE, MOST_AFTER_PUBLIC, MOST_MEMORY = 1.1, 3, 1.3
MOST_OWN, MOST_FIRST = 15, 60
"""Milliseconds of CPU."""
PAUSE = 0.005
"""Seconds within which a server has tidied up after an answer."""


class Crowd:
    """Those who read one chapter on some servers. Each reader has a cookie; who has none is a
    visitor."""

    def __init__(self, servers: list[Server], chapter: object, cookies: dict[str, str]) -> None:
        self.servers, self.chapter, self.cookies = servers, chapter, cookies
        self.path = chapter.get_absolute_url()
        self.readers = [name for name in cookies if name != "moderator"]
        self.clients = [Client(server.port) for server in servers]
        self.marked = 0

    def cpu(self) -> float:
        """Milliseconds that the servers have taken so far."""
        return 1000 * sum(server.cpu() for server in self.servers)

    def read(self, name: str = "", path: str = "") -> float:
        """Somebody asks for the chapter's page, or another; the milliseconds that it took the
        last of the servers."""
        client = self.clients[-1]
        client.cookie = self.cookies.get(name, "")
        time.sleep(PAUSE)  # what was asked before is over and done with
        before = self.cpu()
        answer = client.get(path or self.path)
        assert answer.status == 200, (path, answer.status)
        time.sleep(PAUSE)
        return self.cpu() - before

    def send(self, name: str, path: str, client: Client | None = None, **fields: object) -> str:
        """A reader sends a form with htmx, to the first of the servers; what was answered."""
        client = client or self.clients[0]
        client.cookie = self.cookies[name]
        answer = client.post(path, fields, {"HX-Request": "true"})
        assert answer.status == 200, (path, answer.status)
        return answer.text

    def words(self) -> dict[str, object]:
        """Some words of the chapter, others each time."""
        text, self.marked = self.chapter.text, self.marked + 1
        start = 97 * self.marked % (len(text) - 40)
        end = start + 12 + self.marked % 20
        return {"revision": 1, "start": start, "end": end, "quote": text[start:end]}

    # What they do.

    def mark(self, name: str, client: Client | None = None) -> None:
        self.send(name, f"{self.path}highlights/", client, colour="green", **self.words())

    def say(self, name: str, client: Client | None = None) -> None:
        """On words and on the chapter, in turns."""
        about = self.words() if self.marked % 2 else {}
        self.marked += not about
        self.send(name, f"{self.path}comments/", client, text="Yes.", **about)

    def comment_on_words(self, name: str) -> None:
        self.send(name, f"{self.path}comments/", text="Yes.", **self.words())

    def comment_on_chapter(self, name: str) -> None:
        self.send(name, f"{self.path}comments/", text="Yes.")

    def show(self, name: str) -> None:
        from reader.models import Highlight

        mine = Highlight.objects.filter(passage__chapter=self.chapter, reader__username=name)
        mark = mine.filter(public=False).latest("pk")
        self.send(name, f"/highlights/{mark.pk}/", colour="green", public="on")

    def hide(self, _: str) -> None:
        from reader.models import Comment

        comment = Comment.objects.spoken().filter(chapter=self.chapter).earliest("pk")
        self.send("moderator", f"/comments/{comment.pk}/hide/")


def first_pages(bars: Bars, crowd: Crowd, rounds: int) -> None:
    """The very first page of a chapter, and each reader's own first one."""
    taken = []
    for _ in range(rounds):
        crowd.chapter.touch()  # now nobody has read it
        taken.append(crowd.read())
    bars.at_most("the very first page of the chapter", median(taken), MOST_FIRST, "ms of CPU")
    few, many = crowd.readers[:FEW], crowd.readers[FEW:]
    for name in few:
        crowd.read(name)
    before = sum(server.memory() for server in crowd.servers)
    taken = [crowd.read(name) for name in many]
    after = sum(server.memory() for server in crowd.servers)
    bars.at_most("a reader's own first page", mean(taken), MOST_OWN, "ms of CPU")
    name = f"memory after {len(crowd.readers)} readers: {after / 2**20:.0f} MB beside "
    bars.at_most(f"{name}{before / 2**20:.0f} MB after {FEW}, ratio", after / before, MOST_MEMORY)


def in_turn(bars: Bars, crowd: Crowd, rounds: int) -> None:
    """All readers one after the other, beside the same pages ready-made."""
    from reader.models import Reader

    ready_made = []
    for reader in Reader.objects.filter(username__in=crowd.readers[:FEW]):
        path = f"/ready-made/{crowd.chapter.pk}/{reader.pk}/"
        crowd.read(reader.username, path)
        ready_made.append((reader.username, path))
    ours, theirs = [], []
    for _ in range(rounds):
        for number, name in enumerate(crowd.readers):
            ours.append(crowd.read(name))
            theirs.append(crowd.read(*ready_made[number % FEW]))
    name = f"{len(crowd.readers)} readers in turn: {mean(ours):.2f} ms beside {mean(theirs):.2f} "
    bars.at_least(f"{name}ready-made, ratio", mean(theirs) / mean(ours), LEAST_SIGNED_IN)


def after_acts(bars: Bars, crowd: Crowd, rounds: int) -> None:
    """What a page costs others after somebody has done something, beside what it costs again."""
    other, marker = crowd.readers[0], crowd.readers[1]
    acts: list[tuple[str, Callable[[str], None], float]] = [
        ("a private mark", crowd.mark, MOST_AFTER_PRIVATE),
        ("a shown highlight", crowd.show, MOST_AFTER_PUBLIC),
        ("a comment on words", crowd.comment_on_words, MOST_AFTER_PUBLIC),
        ("a comment on the chapter", crowd.comment_on_chapter, MOST_AFTER_PUBLIC),
        ("a hidden comment", crowd.hide, MOST_AFTER_PUBLIC),
    ]
    for what, act, most in acts:
        for who, name in (("a visitor", ""), ("a reader", other)):
            crowd.read(name)
            after, again = [], []
            for _ in range(rounds):
                act(marker)
                after.append(crowd.read(name))
                again.append(crowd.read(name))
            figures = f"{median(after):.2f} ms beside {median(again):.2f}, ratio"
            ratio = median(after) / median(again)
            bars.at_most(f"{who}'s page after {what}: {figures}", ratio, most)


def at_once(crowd: Crowd, act: Callable[[str, Client], None] | None, each: int) -> tuple:
    """So many connections at once, each with so many requests, every tenth of them an act: the
    requests a second of CPU, and a second of the clock."""

    def come(turn: int) -> None:
        client = Client(crowd.servers[turn % len(crowd.servers)].port)
        name = crowd.readers[turn]
        for number in range(each):
            if act and (number + turn) % 10 == 0:
                act(name, client)
            else:
                client.cookie = crowd.cookies[name] if turn % 2 else ""
                assert client.get(crowd.path).status == 200

    before, begun = crowd.cpu(), time.perf_counter()
    with ThreadPoolExecutor(CONNECTIONS) as pool:
        list(pool.map(come, range(CONNECTIONS)))
    requests = CONNECTIONS * each
    seconds = (crowd.cpu() - before) / 1000
    return requests / seconds, requests / (time.perf_counter() - begun)


def mixed(bars: Bars, crowd: Crowd, each: int) -> None:
    """Only reading, and every tenth request an act."""
    at_once(crowd, None, 4)
    reading, clock = at_once(crowd, None, each)
    bars.told(f"{CONNECTIONS} at once, only reading: {clock:.0f}/s, by CPU", reading, "/s", ".0f")
    marking, clock = at_once(crowd, crowd.mark, each)
    figures = f"{clock:.0f}/s, by CPU {marking:.0f}/s, ratio to only reading"
    bars.at_least(f"one in ten a private mark: {figures}", marking / reading, LEAST_WITH_MARKS)
    saying, clock = at_once(crowd, crowd.say, each)
    figures = f"{clock:.0f}/s, by CPU {saying:.0f}/s, ratio to only reading"
    bars.told(f"one in ten a comment: {figures}", saying / reading)


def cookies_of(readers: list[object]) -> dict[str, str]:
    """For each reader's name the cookies of somebody who signed in."""
    from importlib import import_module

    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.db import transaction

    from bench.client import TOKEN

    cookies = {}
    with transaction.atomic():
        for reader in readers:
            session = import_module(settings.SESSION_ENGINE).SessionStore()
            session[SESSION_KEY] = str(reader.pk)
            session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
            session[HASH_SESSION_KEY] = reader.get_session_auth_hash()
            session.create()
            name = reader.username
            cookies[name] = f"csrftoken={TOKEN}; sessionid={session.session_key}"
    return cookies


def measure(house: str, quick: bool) -> None:
    """All of it, on one house; exits with 1 where a bar is missed."""
    database, _, processes = house.partition("-")
    for rate in ("GLOSS_MARK_RATE", "GLOSS_COMMENT_RATE", "GLOSS_NEWCOMER_COMMENT_RATE"):
        os.environ[rate] = "1000000/m/user"
    with ExitStack() as stack:
        if database == "postgresql":
            cache = stack.enter_context(own_redis())
            set_up(database=os.environ["DATABASE_URL"], cache=cache)
        elif int(processes) > 1:
            set_up(cache=stack.enter_context(own_redis()))
        else:
            set_up()
        bars, chapters = Bars(), make_chapters()
        cookies = cookies_of([*chapters.readers, chapters.moderator])
        for kind in ("calm", "busy"):
            print(f" {kind}:", flush=True)
            with running_together(int(processes)) as servers:
                crowd = Crowd(servers, getattr(chapters, kind), cookies)
                one_chapter(bars, crowd, chapters, quick)
        bars.finish()


def one_chapter(bars: Bars, crowd: Crowd, chapters: Chapters, quick: bool) -> None:
    other = chapters.busy if crowd.chapter.pk == chapters.calm.pk else chapters.calm
    for name in ("", crowd.readers[0]):
        crowd.read(name, other.get_absolute_url())  # now the servers know their templates
    first_pages(bars, crowd, 3 if quick else 7)
    in_turn(bars, crowd, 1 if quick else 2)
    after_acts(bars, crowd, 4 if quick else 15)
    mixed(bars, crowd, 10 if quick else 30)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("houses", nargs="*", metavar="house", help=", ".join(HOUSES))
    parser.add_argument("--quick", action="store_true", help="measure less often")
    chosen = parser.parse_args()
    houses = chosen.houses or HOUSES
    if len(houses) == 1:
        measure(houses[0], chosen.quick)
        return
    missed = []
    for house in houses:
        print(f"{house} (the database, and the number of web processes):", flush=True)
        told = [sys.executable, "-m", "bench.crowd", house, *(["--quick"] * chosen.quick)]
        if house.startswith("postgresql"):
            told.insert(0, "scripts/with-postgres")
        if subprocess.run(told, cwd=ROOT).returncode:
            missed.append(house)
    if missed:
        sys.exit(f"  Missed: {', '.join(missed)}.")


if __name__ == "__main__":
    main()
