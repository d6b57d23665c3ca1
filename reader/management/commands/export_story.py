"""Export a story to a file."""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from reader.exporting import FORMATS, Edition
from reader.models import Story


class Command(BaseCommand):
    """`export_story SLUG --format FORMAT`: writes a file, and prints its name."""

    help = "Export a story to a file: its published chapters or, of a draft, all of them."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug", help="the last part of the story's URL")
        parser.add_argument("--format", choices=list(FORMATS), default="epub")
        parser.add_argument(
            "--output", metavar="FILE", help="the file to write; - for standard output"
        )

    def handle(self, *args: object, **options: Any) -> None:
        story = Story.objects.select_related("author").filter(slug=options["slug"]).first()
        if story is None:
            raise CommandError(
                f"There is no story called “{options['slug']}”: "
                "give the part of its URL after /stories/."
            )
        edition = Edition(story, own=True)
        if not edition.chapters:
            raise CommandError(f"“{story}” has no published chapter.")
        form = FORMATS[options["format"]]
        data = form.export(edition)
        if options["output"] == "-":
            sys.stdout.flush()
            sys.stdout.buffer.write(data)
            return
        path = Path(options["output"] or f"{story.slug}{form.extension}")
        try:
            path.write_bytes(data)
        except OSError as error:
            raise CommandError(f"{path} cannot be written: {error.strerror}.") from error
        self.stdout.write(str(path))
