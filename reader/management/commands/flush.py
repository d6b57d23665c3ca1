"""Emptying the whole database, the moderators' log with it."""

from typing import Any

from django.core.management.commands import flush

from reader.written_once import unguarded


class Command(flush.Command):
    """Django's own. SQLite empties tables by deleting their rows, which the log refuses."""

    def handle(self, **options: Any) -> None:
        with unguarded(using=options["database"]):
            super().handle(**options)
