"""Mail is sent while workers are killed, one after the other, at any moment.

In a process of its own, on the database of its environment: `main` prints what became of it all.
The mail server is a file, a line for each mail that it took.
"""

import json
import os
import random
import re
import signal
import time
from pathlib import Path

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend
from django.core.management import call_command
from django.db import connections
from django.utils import timezone

from reader.actions.library.add_chapters import add_chapter
from reader.actions.mail.gather_digests import gather_digests, something_to_gather
from reader.actions.mail.send_digests import send_digests, something_to_send
from reader.models import Digest, Notification, Reader, Story

READERS, EACH = 24, 3
BEFORE, AFTER = "before", "after"
LONGEST_LIFE = 0.4
"""Seconds that a worker lives which is killed at any moment."""

DELIBERATING = 0.03
"""Seconds that the server takes for a mail."""


class Server(BaseEmailBackend):
    """Takes mail; `dies` says if its worker is killed just before or after it took the next one."""

    dies = ""

    def send_messages(self, letters):
        if Server.dies == BEFORE:
            os.kill(os.getpid(), signal.SIGKILL)
        time.sleep(DELIBERATING)
        rows = re.findall(r"/inbox/(\d+)/", letters[0].body)
        with Path(os.environ["TAKEN"]).open("a") as taken:
            taken.write(json.dumps([letters[0].to[0], rows]) + "\n")
        if Server.dies == AFTER:
            os.kill(os.getpid(), signal.SIGKILL)
        return 1


def start(dies=""):
    """A worker in a process of its own, until all is sent; gives its number."""
    connections.close_all()
    process = os.fork()
    if process == 0:
        Server.dies = dies
        while something_to_gather() or something_to_send():
            gather_digests()
            send_digests()
        os._exit(0)
    return process


def fill():
    """Readers who hear of chapters at once, and some for each to hear of: of a story each, because
    those of one story are told of together."""
    author = Reader.objects.create(username="author")
    out = {"author": author, "published_at": timezone.now()}
    stories = [Story.objects.create(title=f"T{n}", slug=f"t{n}", **out) for n in range(EACH)]
    chapters = [add_chapter(story, "", "Rain.") for story in stories]
    for number in range(READERS):
        reader = Reader.objects.create(username=f"r{number}", email=f"r{number}@example.org")
        EmailAddress.objects.create(user=reader, email=reader.email, primary=True, verified=True)
        reader.mail_preferences.create(kind="chapter", time="at-once")
        for chapter in chapters:
            reader.notifications.create(kind="chapter", story=chapter.story, chapter=chapter)


def main(kills):
    call_command("migrate", verbosity=0)
    settings.EMAIL_BACKEND = f"{__name__}.Server"
    settings.SITE_URL = "https://gloss.example"
    fill()
    dice = random.Random(15)
    for kill in range(kills):
        dies = ("", BEFORE, AFTER)[kill % 3]
        worker = start(dies)
        if not dies:
            time.sleep(dice.uniform(0, LONGEST_LIFE))
            os.kill(worker, signal.SIGKILL)
        os.waitpid(worker, 0)
    os.waitpid(start(), 0)
    taken = [json.loads(line) for line in Path(os.environ["TAKEN"]).read_text().splitlines()]
    told = [row for _, rows in taken for row in rows]
    unsure = Digest.objects.filter(state=Digest.State.SENDING)
    unsent = Notification.objects.exclude(pk__in=told).exclude(digest__in=unsure)
    sent_twice = len(told) - len(set(told))
    what = {
        "told": len(told),
        "twice": sent_twice,
        "lost": unsent.count(),
        "unsure": unsure.count(),
    }
    print(json.dumps(what))
