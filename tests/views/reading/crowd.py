"""Many people at one chapter, who do at random what they may do there, each request in one of two
processes that share a database and no memory."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from copy import deepcopy
from random import Random

from django.conf import settings
from django.core.cache import caches
from django.http import HttpResponse
from django.test import Client, override_settings

from reader.models import Chapter, Comment, Highlight, Passage, Reader, Silence
from reader.models.library.margin_rules import RULES
from tests.views.reading import acts_of_authors, acts_of_moderators, acts_of_readers

OFTEN = acts_of_readers.OFTEN | acts_of_authors.OFTEN | acts_of_moderators.OFTEN
PROCESSES = ("one", "two")
TEXT = """The ferry came at nine, as it had for *eleven years*, with nobody on it.

"You could write to **them**," said Tam. He had one boot in the boat & one on the mud.

She had written. She held up the answer, which had arrived folded around a fish.

* * *

> They crossed at noon with two goats, a widow,
> and a box of lamp oil.

| When | Where |
|---|---|
| nine | the eastern bank |

The 👩‍👩‍👧 at the landing waved; the río was cafe\u0301 brown, and <low>.

Nobody on the east bank would say so before she did, because it was late.

There were eleven planks left of fourteen in spring. *He had counted them out loud.*

And so they went home."""


@contextmanager
def process(name: str) -> Iterator[None]:
    """As in a process of that name: what it keeps is its own."""
    kept = deepcopy(settings.CACHES)
    for use in ("default", "pages"):
        kept[use]["LOCATION"] = f"{use} of {name}"
    with override_settings(CACHES=kept):
        yield


class NothingThere(Exception):
    """Nothing is there that could be changed, answered or removed."""


class Crowd:
    """Everybody who comes to a chapter, and what they do: `act` does one thing at random.

    `done` are the names of all that was done. What a reader notes for themselves has their name
    in it ("hush-una-3"), and whatever is said a number ("said-7").
    """

    client_class = Client
    NothingThere = NothingThere
    """What an act raises that cannot be done now: another one is then."""

    def __init__(
        self, seed: int, chapter: Chapter, readers: list[Reader], moderator: Reader
    ) -> None:
        self.random, self.pk, self.text = Random(seed), chapter.pk, chapter.revision.source
        self.readers, self.moderator, self.author = readers, moderator, chapter.story.author
        self.clients: dict[Reader | None, Client] = {}
        for viewer in (None, *readers, self.author, moderator):
            self.sign_in(viewer)
        self.away: Reader | None = None
        self.done: list[str] = []
        self.answer: tuple[Reader, HttpResponse] | None = None
        self.said = 0
        for name in PROCESSES:
            with process(name):
                caches["pages"].clear()

    def sign_in(self, viewer: Reader | None) -> None:
        self.clients[viewer] = self.client_class()
        if viewer:
            self.clients[viewer].force_login(viewer)

    def at(self, name: str) -> AbstractContextManager[None]:
        """What is asked meanwhile is asked in the process of that name."""
        return process(name)

    @property
    def story_so_far(self) -> str:
        """What was done, for whoever finds a page wrong."""
        return f"after {len(self.done)} acts: {', '.join(self.done)}"

    @property
    def chapter(self) -> Chapter:
        """The chapter as it is now."""
        return Chapter.objects.select_related("story__author", "revision").get(pk=self.pk)

    @property
    def way_back(self) -> Callable[[Crowd], None] | None:
        """What brings the chapter out again, where nobody can do anything else."""
        chapter = self.chapter
        if chapter.taken_down_at or chapter.story.taken_down_at:
            return acts_of_moderators.put_back
        return None if chapter.is_public else acts_of_authors.publish

    def act(self) -> None:
        """Somebody does something. `answer` is to whom htmx was answered, and how, if it was."""
        self.answer = None
        self.done.append("")
        while not self.done[-1]:
            (act,) = self.random.choices(list(OFTEN), list(OFTEN.values()))
            if self.way_back:
                act = self.way_back
            try:
                act(self)
            except NothingThere:
                continue
            self.done[-1] = act.__name__

    def get(self, viewer: Reader | None, path: str, where: str, **headers: str) -> HttpResponse:
        """Ask for a page in the process of that name."""
        with self.at(where):
            answer = self.clients[viewer].get(path, **headers)
            answer.whole = answer.getvalue()  # in that process, also what is sent as it is made
            return answer

    def post(self, reader: Reader | None, path: str, fields: dict[str, object]) -> None:
        """A reader sends a form, with htmx or without. Raises NothingThere where it is refused, and
        where they have left."""
        if reader not in self.clients:
            raise NothingThere
        headers = {}
        if self.random.random() < 0.5:
            headers = {"HTTP_HX_REQUEST": "true"}
        with self.at(self.random.choice(PROCESSES)):
            answer = self.clients[reader].post(path, fields, **headers)
            self._read_what_was_done(reader)
        to_the_door = reader is None and answer.status_code == 302
        if to_the_door or answer.status_code in (403, 404, 409):
            assert self._may_be_refused(), (path, fields, answer.status_code)
            raise NothingThere
        assert answer.status_code in (200, 204, 303), (path, fields, answer.status_code)
        if headers and answer.status_code == 200:
            self.answer = reader, answer

    def _read_what_was_done(self, reader: Reader | None) -> None:
        """On the next page that they open, where it is said once."""
        told = self.clients[reader].cookies.get("messages")
        if told and told.value:
            self.clients[reader].get("/desk/")

    def _may_be_refused(self) -> bool:
        """Whether a block, a rule, a moderator or the story's audience may be between readers and
        what they want."""
        story = self.chapter.story
        rules = any(getattr(story, name) for name in RULES)
        between = [
            Silence.objects.all(),
            Chapter.objects.filter(pk=self.pk, closed_at__isnull=False),
            Comment.objects.filter(closed_at__isnull=False),
            Passage.objects.filter(closed_at__isnull=False),
            Highlight.objects.filter(hidden_at__isnull=False),
            Reader.objects.filter(suspended_until__isnull=False),
        ]
        is_for_some = story.audience != "everybody"
        return rules or is_for_some or any(rows.exists() for rows in between)

    def something_to_say(self) -> str:
        """Some words, which may name somebody, and may be covered."""
        self.said += 1
        words = f"said-{self.said}"
        if self.random.random() < 0.3:
            words += f" to @{self.random.choice(self.readers).username}"
        return f"||{words}||" if self.random.random() < 0.2 else words

    def selection(self) -> dict[str, object]:
        """Some words of the text: often those that somebody chose before."""
        chapter = self.chapter
        passages = list(Passage.objects.filter(chapter=chapter, loose=False))
        if passages and self.random.random() < 0.4:
            passage = self.random.choice(passages)
            start, end = passage.start, passage.end
        else:
            words = list(re.finditer(r"\w\S*", chapter.text))
            first = self.random.randrange(len(words))
            last = min(first + int(self.random.expovariate(1 / 4)), len(words) - 1)
            start, end = words[first].start(), words[last].end()
        number, quote = chapter.revision.number, chapter.text[start:end]
        return {"revision": number, "start": start, "end": end, "quote": quote}

    def one(self, rows):
        """One of some rows. Raises NothingThere."""
        found = list(rows)
        if not found:
            raise NothingThere
        return self.random.choice(found)

    def post_at_desk(self, path: str, fields: dict[str, object]) -> None:
        """The author sends a form."""
        client = self.clients[self.author]
        with self.at(self.random.choice(PROCESSES)):
            answer = client.post(path, fields)
            self._read_what_was_done(self.author)
        assert answer.status_code == 303, (path, fields)
