"""Serve Gloss."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.core.servers.basehttp import get_internal_wsgi_application

from reader.web.serving import Server


class Command(BaseCommand):
    """`serve --host 127.0.0.1 --port 8000 --threads 8`: the web server, until it is stopped."""

    help = "Serve Gloss over HTTP until SIGTERM or Ctrl-C; requests in progress are finished first."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="the address to listen on")
        parser.add_argument("--port", default=8000, type=int, help="the port to listen on")
        parser.add_argument(
            "--threads", default=8, type=int, help="how many requests are answered at the same time"
        )
        parser.add_argument(
            "--with-worker", action="store_true", help="start a worker (`work`) and stop it, too"
        )

    def handle(self, *args: object, **options: Any) -> None:
        application = get_internal_wsgi_application()
        server = Server(
            application, host=options["host"], port=options["port"], threads=options["threads"]
        )
        if not options["with_worker"]:
            server.run()
            return
        with _worker() as worker:
            server.run()
            died = bool(worker.poll())  # 0 if it was told to stop, as by Ctrl-C
        if died:
            self.stderr.write("The worker stopped, and so did the server.")
            sys.exit(1)


@contextmanager
def _worker() -> Iterator[subprocess.Popen[bytes]]:
    """A worker, as long as the `with` lasts. If it ends before, so does the server."""
    command = [
        sys.executable,
        str(settings.ROOT / "manage.py"),
        "work",
        "--beside",
        str(os.getpid()),
    ]
    worker = subprocess.Popen(command)

    def wait() -> None:
        worker.wait()
        os.kill(os.getpid(), signal.SIGTERM)

    Thread(target=wait, daemon=True).start()
    try:
        yield worker
    finally:
        worker.terminate()
        worker.wait()
