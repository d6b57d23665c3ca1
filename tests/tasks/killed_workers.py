"""Files are read while workers are killed, one after the other, at any moment.

In a process of its own, on the database of its environment: `main` prints what became of the files.
Workers are forked from it, so that each begins at once.
"""

import json
import os
import random
import signal
import time

from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection, connections
from django_tasks_db.models import DBTaskResult

from reader.actions.library.store_upload import save_upload
from reader.importing import read_upload
from reader.importing.read_upload import queue_files, read_again
from reader.models import Reader, UnreadFile, UnreadUpload, Upload
from reader.tasks.progress import Progress, progress_of
from reader.tasks.worker import Worker

FILES = 12
LONGEST_LIFE = 0.7
"""Seconds that a worker lives; reading a file takes about half of that."""
DYING = 5
"""Workers that are killed in the midst of storing; the others are at any moment."""
PATIENCE = 120


def start(*, dying: bool = False) -> int:
    """A worker in a process of its own; gives its number. One that is `dying` is killed at the
    worst moment, in the midst of storing."""
    connections.close_all()
    process = os.fork()
    if process == 0:
        if dying:
            read_upload.save_upload = save_and_die
        Worker().run()
        os._exit(0)
    return process


def save_and_die(*args: object) -> None:
    save_upload(*args)
    os.kill(os.getpid(), signal.SIGKILL)


def settle() -> None:
    """Wait for what is left, having what was given up tried again as its author would."""
    until = time.monotonic() + PATIENCE
    while UnreadUpload.objects.exists() and time.monotonic() < until:
        for upload in UnreadUpload.objects.all():
            if progress_of(upload.task) == Progress.GIVEN_UP:
                read_again(upload)
        time.sleep(0.2)
    while DBTaskResult.objects.running().exists() and time.monotonic() < until:
        time.sleep(0.1)


def main(kills: int) -> None:
    call_command("migrate", verbosity=0)
    author = Reader.objects.create(username="author")
    for n in range(FILES):
        text = f"Chapter 1: Day {n}\n\nIt rained on day {n}.\n\nChapter 2: Night\n\nIt stopped."
        queue_files([SimpleUploadedFile(f"{n}.txt", text.encode())], by=author)
    dice = random.Random(13)
    for kill in range(kills):
        dying = kill < DYING
        worker = start(dying=dying)
        if not dying:
            time.sleep(dice.uniform(0, LONGEST_LIFE))
            os.kill(worker, signal.SIGKILL)
        os.waitpid(worker, 0)
    worker = start()
    settle()
    os.kill(worker, signal.SIGTERM)
    _, status = os.waitpid(worker, 0)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        whole = cursor.fetchone()
    attempts = sum(len(result.worker_ids) for result in DBTaskResult.objects.all())
    print(
        json.dumps(
            {
                "read": sorted(upload.proof().chapters[0].title for upload in Upload.objects.all()),
                "unread": UnreadUpload.objects.count() + UnreadFile.objects.count(),
                "attempts": attempts,
                "database": whole[0],
                "stopped with": os.waitstatus_to_exitcode(status),
            }
        )
    )
