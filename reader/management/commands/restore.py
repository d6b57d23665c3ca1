"""Make this instance what a backup says."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from reader.backups import BackupError
from reader.backups.restoring import restore


class Command(BaseCommand):
    """`restore FILE`: all of a backup, or nothing, into SQLite and PostgreSQL alike."""

    help = (
        "Restore a file that `backup` wrote into an empty instance, whichever database it uses. "
        "Stop Gloss first. A new database need not be migrated before."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="a file that `backup` wrote")
        parser.add_argument(
            "--replace", action="store_true", help="delete everything that is here first"
        )

    def handle(self, *args: object, **options: Any) -> None:
        try:
            made = restore(options["file"], replace=options["replace"])
        except BackupError as error:
            raise CommandError(str(error)) from error
        rows = sum(entry["rows"] for entry in made["models"])
        self.stdout.write(
            f"Restored {rows:,} rows and {len(made['media']):,} files of {made['made_at']}."
        )
