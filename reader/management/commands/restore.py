"""Restore this instance from a backup."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from reader.actions.library.picture_files import move_pictures
from reader.backups import BackupError
from reader.backups.restoring import restore


class Command(BaseCommand):
    """`restore FILE`: restores a whole backup or nothing, on SQLite and on PostgreSQL."""

    help = (
        "Restore a file written by `backup` into an empty instance with either database. "
        "Stop Gloss first. A new database does not need to be migrated beforehand."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="a file written by `backup`")
        parser.add_argument(
            "--replace", action="store_true", help="delete everything in this instance first"
        )

    def handle(self, *args: object, **options: Any) -> None:
        try:
            made = restore(options["file"], replace=options["replace"])
        except BackupError as error:
            raise CommandError(str(error)) from error
        move_pictures()
        rows = sum(entry["rows"] for entry in made["models"])
        self.stdout.write(
            f"Restored {rows:,} rows and {len(made['media']):,} files from {made['made_at']}."
        )
