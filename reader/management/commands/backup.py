"""Back up everything in this instance to one file."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from reader.backups import BackupError
from reader.backups.writing import write


class Command(BaseCommand):
    """`backup FILE`: works while Gloss runs, on SQLite and on PostgreSQL."""

    help = (
        "Write everything in this instance to one file, which only its owner can read: texts, "
        "readers, hashed passwords, annotations, shelves, files. `restore` reads it."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "file", type=Path, help="the file to write; an existing one is replaced"
        )

    def handle(self, *args: object, **options: Any) -> None:
        path: Path = options["file"]
        try:
            made = write(path)
        except BackupError as error:
            raise CommandError(str(error)) from error
        for name in made["missing"]:
            self.stderr.write(f"The file of the picture {name} is not in its storage.")
        rows = sum(entry["rows"] for entry in made["models"])
        self.stdout.write(
            f"{path}: {rows:,} rows, {len(made['media']):,} files, {path.stat().st_size:,} bytes."
        )
