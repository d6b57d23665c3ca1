"""Do the long work that waits: the worker."""

from __future__ import annotations

import os
import signal
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from reader.management.housekeeping import EVERY_DAY, EVERY_FEW_MINUTES, WHERE_NEEDED
from reader.tasks.periodic import queue_daily, queue_often, queue_where_needed
from reader.tasks.worker import Worker


class Command(BaseCommand):
    """`work`: reads uploaded files and does whatever else takes long, until it is stopped."""

    help = (
        "Do the long work that waits, until SIGTERM or Ctrl-C; the task under way is finished "
        "first, or left to the next worker. Any number of workers may run."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--beside", type=int, metavar="PROCESS", help="stop once this parent process is gone"
        )

    def handle(self, *args: object, beside: int | None, **options: Any) -> None:
        def besides() -> None:
            if beside is not None and os.getppid() != beside:
                os.kill(os.getpid(), signal.SIGTERM)
            queue_daily(EVERY_DAY)
            queue_often(EVERY_FEW_MINUTES)
            queue_where_needed(WHERE_NEEDED)

        Worker(besides).run()
