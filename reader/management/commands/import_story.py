"""Bring a story in from a file, or from several."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import OperationalError

from reader.importing import Manuscript, ManuscriptError
from reader.importing.confined import read_confined, turn
from reader.models import Reader, Story
from reader.models.library.chapter import RevisedMeanwhile
from reader.text.manuscripts import corrections as proofs
from reader.web.busy import is_busy

BUSY = "Others were writing for too long, and “{}” is not stored: import it once more."


class Command(BaseCommand):
    """`import_story FILE… --author NAME`: prints the doubts, then the path of each story."""

    help = (
        "Import a story from each file: text, Markdown, HTML, EPUB, Word or OpenDocument. "
        "The last lines printed are their paths."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="+", help="a file of a story")
        parser.add_argument("--author", required=True, help="the username of the story's author")
        parser.add_argument("--title", help="the title, where the file has none or another")
        parser.add_argument("--draft", action="store_true", help="do not publish it yet")
        parser.add_argument(
            "--together", action="store_true", help="the files are one story, in this order"
        )
        parser.add_argument(
            "--update", metavar="SLUG", help="bring this story up to date: margins stay"
        )

    def handle(self, *args: object, **options: Any) -> None:
        author = Reader.objects.filter(username=options["author"]).first()
        if author is None:
            raise CommandError(
                f"There is no reader called “{options['author']}”: "
                "give --author the username of an account."
            )
        known = None
        if options["update"]:
            known = Story.objects.filter(slug=options["update"], author=author).first()
            if known is None:
                raise CommandError(f"{author} has no story called “{options['update']}”.")
        made = [_read(Path(file)) for file in options["file"]]
        if options["together"]:
            made = [proofs.one_of(made)]
        if len(made) > 1 and (known or options["title"]):
            raise CommandError("Several files are several stories: add --together.")
        for manuscript in made:
            manuscript.title = options["title"] or manuscript.title
            for doubt in manuscript.losses + manuscript.doubts:
                self.stdout.write(doubt)
            like = None if known else Story.objects.likely_from(manuscript, author=author)
            if like:
                self.stdout.write(
                    f"{author} has “{like}” already: --update {like.slug} would bring it up to "
                    "date, and keep its margins."
                )
        for manuscript in made:
            try:
                story = known or Story.objects.from_manuscript(
                    manuscript, author=author, draft=options["draft"]
                )
                if known:
                    self.update(known, manuscript)
            except OperationalError as error:
                if not is_busy(error):
                    raise
                raise CommandError(BUSY.format(manuscript.title)) from error
            self.stdout.write(story.get_absolute_url())

    def update(self, story: Story, manuscript: Manuscript) -> None:
        """Bring a story up to date, and say what that did."""
        try:
            done = story.update_from(manuscript, by=story.author)
        except RevisedMeanwhile:
            raise CommandError(
                f"“{story}” was changed meanwhile, and nothing was done: run this once more."
            ) from None
        for sentence in done.sentences():
            self.stdout.write(sentence)


def _read(path: Path) -> Manuscript:
    """The manuscript in a file. Raises `CommandError`, with one sentence."""
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
        with turn(wait=True):
            return read_confined(path.name, data)
    except ManuscriptError as error:
        raise CommandError(str(error)) from error
