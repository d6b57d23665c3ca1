"""Bring a story in from a file."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from reader.importing import ManuscriptError, read_manuscript
from reader.models import Reader, Story


class Command(BaseCommand):
    """`import_story FILE --author NAME`: prints the doubts, then the story's path."""

    help = "Import a story from a text or Markdown file. The last line printed is its path."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="a .txt or .md file")
        parser.add_argument("--author", required=True, help="the username of the story's author")
        parser.add_argument("--title", help="the title, where the file has none or another")
        parser.add_argument("--draft", action="store_true", help="do not publish it yet")

    def handle(self, *args: object, **options: object) -> None:
        author = Reader.objects.filter(username=options["author"]).first()
        if author is None:
            raise CommandError(
                f"There is no reader called “{options['author']}”: "
                "give --author the username of an account."
            )
        path = Path(options["file"])
        try:
            if path.stat().st_size > settings.LARGEST_IMPORT:
                raise CommandError(
                    f"{path.name} is larger than {settings.LARGEST_IMPORT:,} bytes: "
                    "split it, or raise GLOSS_LARGEST_IMPORT."
                )
            data = path.read_bytes()
        except OSError as error:
            raise CommandError(f"{path} cannot be read: {error.strerror}.") from error
        try:
            manuscript = read_manuscript(path.name, data)
        except ManuscriptError as error:
            raise CommandError(str(error)) from error
        if options["title"]:
            manuscript.title = options["title"]
        for doubt in manuscript.doubts:
            self.stdout.write(doubt)
        story = Story.objects.from_manuscript(manuscript, author=author, draft=options["draft"])
        self.stdout.write(story.get_absolute_url())
