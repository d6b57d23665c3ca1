"""Readers are told of what happens while workers are killed, at any moment and at the worst.

In a process of its own, on the database of its environment: `main` prints who was told of what.
"""

import json
import os
import random
import signal
import time
from collections import defaultdict

from django.core.management import call_command
from django.db import connections
from django.utils import timezone

from reader.actions.inbox import store_notifications
from reader.actions.inbox.notify import something_to_tell
from reader.actions.library.add_chapters import add_chapter
from reader.actions.margin.comment import add_comment
from reader.actions.margin.highlight import highlight_words
from reader.actions.margin.passage_at import passage_at
from reader.actions.margin.thank import thank
from reader.actions.revising.revise import revise
from reader.management.housekeeping import WHERE_NEEDED
from reader.models import Comment, Notification, Reader, Story, Thanks
from reader.tasks import periodic
from reader.tasks.worker import Worker

TEXT = "They crossed at noon with two goats, a widow, and a box of lamp oil."
LONGEST_LIFE = 0.4
"""Seconds that a worker lives."""
DYING = 4
"""Workers that are killed in the midst of storing; the others are at any moment."""
PORTION = 2
"""Readers who are told in one transaction, of the few that there are."""
PATIENCE = 90


def start(*, dying: bool = False) -> int:
    """A worker in a process of its own; gives its number. One that is `dying` is killed in a
    transaction that tells: in its second one, where others were told in the first."""
    connections.close_all()
    process = os.fork()
    if process == 0:
        store_notifications.PORTION = PORTION
        periodic.MINUTES = 0  # what was given up rests no longer
        if dying:
            Notification.objects.bulk_create = die_after(Notification.objects.bulk_create)
        Worker(lambda: periodic.queue_where_needed(WHERE_NEEDED)).run()
        os._exit(0)
    return process


def die_after(store):
    stored = []

    def store_and_die(rows, *args, **kwargs):
        store(rows, *args, **kwargs)
        stored.append(rows)
        if len(stored) == 2 or len(rows) < PORTION:
            os.kill(os.getpid(), signal.SIGKILL)

    return store_and_die


def main(kills: int) -> None:
    call_command("migrate", verbosity=0)
    people = [Reader.objects.create(username=f"reader{number}") for number in range(5)]
    author = people[0]
    story = Story.objects.create(author=author, title="S", slug="s", published_at=timezone.now())
    chapter = add_chapter(story, "C", TEXT)
    highlight_words(chapter, people[1], 0, 35, "green")
    dice = random.Random(15)
    for kill in range(kills):
        passage = passage_at(chapter, 0, 35)
        said = add_comment("Hm.", by=people[1 + kill % 4], chapter=chapter, passage=passage)
        thank(people[1 + (kill + 1) % 4], said)
        if kill == kills // 2:
            revise(chapter, TEXT.replace("goats", "sheep"), by=author)
            chapter.refresh_from_db()
        dying = kill < DYING
        worker = start(dying=dying)
        if not dying:
            time.sleep(dice.uniform(0, LONGEST_LIFE))
            os.kill(worker, signal.SIGKILL)
        os.waitpid(worker, 0)
    worker = start()
    until = time.monotonic() + PATIENCE
    while something_to_tell() and time.monotonic() < until:
        time.sleep(0.2)
    os.kill(worker, signal.SIGTERM)
    os.waitpid(worker, 0)
    print(json.dumps(what_was_told(author)))


def what_was_told(author: Reader) -> dict[str, object]:
    missing, wrong = [], []
    speakers = defaultdict(lambda: {author.pk})
    for comment in Comment.objects.order_by("pk"):
        spoken = speakers[comment.passage_id]
        told = Notification.objects.filter(comment=comment, kind__in=Notification.SAID)
        told = list(told.values_list("reader", flat=True))
        expected = spoken - {comment.reader_id}
        missing += [[comment.pk, reader] for reader in expected if reader not in told]
        if len(told) != len(set(told)) or set(told) - expected:
            wrong.append([comment.pk, told])
        spoken.add(comment.reader_id)
    return {
        "missing": missing,
        "wrong": wrong,
        "thanks without": Thanks.objects.filter(told=None).count(),
        "thanks": Thanks.objects.count(),
        "revised": sorted(
            Notification.objects.filter(kind="revised").values_list("reader__username", flat=True)
        ),
        "left": something_to_tell(),
        "unread": sum(Reader.objects.values_list("unread", flat=True)),
        "rows": Notification.objects.count(),
    }
