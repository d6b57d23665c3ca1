"""Import a story from a file, or from several."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import OperationalError

from reader.actions.library.find_story_to_update import find_story_to_update
from reader.actions.library.store_manuscript import store_manuscript
from reader.actions.library.story_update import update_story
from reader.importing import Manuscript, ManuscriptError
from reader.importing.confined import read_confined
from reader.importing.import_slots import import_slot
from reader.models import Reader, Story
from reader.models.library.chapter import RevisedMeanwhile
from reader.text.manuscripts import corrections as proofs
from reader.web.database_busy import database_is_busy

BUSY = "The database was busy for too long, and “{}” was not stored: import it again."


class Command(BaseCommand):
    """`import_story FILE… --author NAME`: prints the warnings, then the path of each story."""

    help = (
        "Import a story from each file: plain text, Markdown, HTML, EPUB, Word or OpenDocument. "
        "Prints warnings first, and the path of each story last."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="+", help="a file to import")
        parser.add_argument("--author", required=True, help="the username of the story's author")
        parser.add_argument("--title", help="the title, if the file has none or the wrong one")
        parser.add_argument("--draft", action="store_true", help="do not publish the story yet")
        parser.add_argument(
            "--together", action="store_true", help="join the files, in this order, into one story"
        )
        parser.add_argument(
            "--update",
            metavar="SLUG",
            help="update this story from the file; readers' annotations stay",
        )

    def handle(self, *args: object, **options: Any) -> None:
        author = _author(options["author"])
        known = _story(options["update"], author) if options["update"] else None
        manuscripts = [_read(Path(file)) for file in options["file"]]
        if options["together"]:
            manuscripts = [proofs.merge_manuscripts(manuscripts)]
        if len(manuscripts) > 1 and (known or options["title"]):
            raise CommandError("Several files make several stories: add --together to join them.")
        for manuscript in manuscripts:
            manuscript.title = options["title"] or manuscript.title
            self.warn(manuscript, author, known)
        for manuscript in manuscripts:
            try:
                story = self.store(manuscript, author, known, draft=options["draft"])
            except OperationalError as error:
                if not database_is_busy(error):
                    raise
                raise CommandError(BUSY.format(manuscript.title)) from error
            self.stdout.write(story.get_absolute_url())

    def warn(self, manuscript: Manuscript, author: Reader, known: Story | None) -> None:
        """Print what the importer was unsure of, and whether the author seems to have the story."""
        for warning in manuscript.losses + manuscript.doubts:
            self.stdout.write(warning)
        like = None if known else find_story_to_update(manuscript, author=author)
        if like:
            self.stdout.write(
                f"{author} already has “{like}”: --update {like.slug} would update it and keep "
                "its readers' annotations."
            )

    def store(
        self, manuscript: Manuscript, author: Reader, known: Story | None, *, draft: bool
    ) -> Story:
        """Store a new story, or update the known one and print what that did."""
        if known is None:
            return store_manuscript(manuscript, author=author, draft=draft)
        try:
            update = update_story(known, manuscript, by=author)
        except RevisedMeanwhile:
            raise CommandError(
                f"“{known}” was changed in the meantime, so nothing was updated: run this again."
            ) from None
        for sentence in update.sentences():
            self.stdout.write(sentence)
        return known


def _author(username: str) -> Reader:
    author = Reader.objects.filter(username=username).first()
    if author is None:
        raise CommandError(f"No reader is called “{username}”: give --author an existing username.")
    return author


def _story(slug: str, author: Reader) -> Story:
    story = Story.objects.by(author).filter(slug=slug).first()
    if story is None:
        raise CommandError(f"{author} has no story called “{slug}”.")
    return story


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
        with import_slot():
            return read_confined(path.name, data)
    except ManuscriptError as error:
        raise CommandError(str(error)) from error
