"""Fill an empty demo instance with the demo library."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from reader.actions.inbox.notify import notify_readers
from reader.actions.library.store_manuscript import NewStory
from reader.actions.mail.choose_mail import choose_mail
from reader.actions.margin.comment import add_comment
from reader.actions.margin.gather_popular_highlights import gather_popular_highlights
from reader.actions.margin.highlight import highlight_words
from reader.actions.margin.passage_at import passage_at
from reader.actions.revising.revise import revise
from reader.importing import read_manuscript
from reader.models import (
    Chapter,
    Comment,
    Follow,
    Highlight,
    MailPreference,
    Notification,
    Passage,
    Progress,
    Reader,
    Shelf,
    Shelving,
    Story,
)
from reader.text.anchoring.passages import find_quote

PASSWORD = "gloss"
WITH_PASSWORD = ("author", "reader", "moderator")
A_WEEK = timedelta(days=7)
LEFT_UNREAD = 4
"""Of what each was told."""
MODERATING = (
    "view_story",
    "view_chapter",
    "view_revision",
    "view_passage",
    "view_tag",
    "view_comment",
    "view_authornote",
    "view_reader",
    "change_reader",
    "change_story",
    "change_tag",
    "moderate_comment",
)
"""The permissions that a moderator needs."""


class Command(BaseCommand):
    """Loads `fixtures/library` once: stories, readers, and everything in their margins."""

    help = "Load the demo library, once, into a demo instance (GLOSS_DEMO=1)."

    def handle(self, *args: object, **options: object) -> None:
        if not settings.DEMO:
            raise CommandError("The demo library is only for demo mode: set GLOSS_DEMO=1.")
        if Reader.objects.filter(username__in=WITH_PASSWORD).exists():
            self.stdout.write("The demo library is already loaded; what people wrote is kept.")
            return
        self.load()
        self.stdout.write(
            f"Loaded the demo library: {Story.objects.count()} stories, "
            f"{Reader.objects.count()} readers, {Highlight.objects.count()} highlights, "
            f"{Comment.objects.count()} comments."
        )

    def load(self) -> None:
        """All of it, or nothing; what takes long before anything is locked."""
        self.now = timezone.now()
        margins = tomllib.loads((settings.LIBRARY / "margins.toml").read_text(encoding="utf-8"))
        readers, stories = {}, []
        for row in margins["reader"]:
            readers[row["username"]] = self.reader(**row)
        for username in margins["quiet"]:
            readers[username] = self.reader(username, counts_marks=True)
        for path in sorted(settings.LIBRARY.glob("*.md")):
            stories.append((path, self.story(path, readers["author"])))
        with transaction.atomic():
            for reader in readers.values():
                reader.save()
            let_moderate(readers["moderator"])
            for path, story in stories:
                self.add_story(path, story)
            for row in margins["passage"]:
                self.add_passage(row)
            for row in margins["popular"]:
                self.add_popular(row, margins["quiet"])
            for row in margins["chapter_comment"]:
                self.add_comment(row, chapter=self.chapter(row))
            for row in margins["announcement"]:
                self.announce(row)
            for row in margins["revision"]:
                self.add_revision(row)
            self.leave_a_bookmark()
            self.subscribe()
            gather_popular_highlights.call()
            self.tell(readers.values())

    def tell(self, readers: Iterable[Reader]) -> None:
        """Tell them what there is: all but the latest they have read."""
        notify_readers()
        for reader in readers:
            newest = reader.notifications.values_list("pk", flat=True)[:LEFT_UNREAD]
            reader.notifications.exclude(pk__in=list(newest)).read(reader)

    def reader(self, username: str, **said: Any) -> Reader:
        reader = Reader(username=username, **said)
        if username in WITH_PASSWORD:
            reader.set_password(PASSWORD)
        else:
            reader.set_unusable_password()
        return reader

    def story(self, path: Path, author: Reader) -> NewStory:
        return NewStory(read_manuscript(path.name, path.read_bytes()), author=author)

    def add_story(self, path: Path, new: NewStory) -> None:
        """A story whose chapters came out week by week until now."""
        story = new.store()
        Story.objects.filter(pk=story.pk).update(slug=path.stem)
        chapters = list(story.chapters.order_by("number"))
        latest = self.now - timedelta(days=2 if story.status == Story.Status.IN_PROGRESS else 40)
        for weeks_ago, chapter in enumerate(reversed(chapters)):
            published = latest - A_WEEK * weeks_ago
            Chapter.objects.filter(pk=chapter.pk).update(published_at=published)
        Story.objects.filter(pk=story.pk).update(published_at=latest - A_WEEK * (len(chapters) - 1))

    def chapter(self, row: dict[str, Any]) -> Chapter:
        return Chapter.objects.select_related("story", "revision").get(
            story__slug=row["story"], number=row["chapter"]
        )

    def place(self, row: dict[str, Any]) -> tuple[int, int]:
        """Where a row's words stand, in code points. Raises CommandError."""
        place = find_quote(row["quote"], self.chapter(row).text)
        if place is None:
            raise CommandError(f"margins.toml: not found, or found twice: {row['quote']!r}")
        return place

    def add_passage(self, row: dict[str, Any]) -> None:
        chapter, place = self.chapter(row), self.place(row)
        for mark in row.get("highlight", []):
            reader = Reader.objects.get(username=mark["reader"])
            highlight = highlight_words(chapter, reader, *place, mark["colour"])
            highlight.change(
                colour=mark["colour"], note=mark.get("note", ""), public=mark.get("public", False)
            )
        for comment in row.get("comment", []):
            self.add_comment(comment, chapter=chapter, passage=passage_at(chapter, *place))

    def add_revision(self, row: dict[str, Any]) -> None:
        """The author thinks better of some words that readers talk about."""
        chapter = self.chapter(row)
        source = chapter.current_revision.source
        if source.count(row["was"]) != 1:
            raise CommandError(f"margins.toml: not found, or found twice: {row['was']!r}")
        revise(chapter, source.replace(row["was"], row["is"]), by=chapter.story.author)

    def add_popular(self, row: dict[str, Any], quiet: list[str]) -> None:
        """Words that many mark privately: readers who let that count."""
        passage = passage_at(self.chapter(row), *self.place(row))
        marks = []
        for reader in Reader.objects.filter(username__in=quiet[: row["readers"]]):
            marks.append(Highlight(passage=passage, reader=reader))
        Highlight.objects.bulk_create(marks)

    def add_comment(
        self,
        row: dict[str, Any],
        *,
        chapter: Chapter,
        passage: Passage | None = None,
        to: Comment | None = None,
    ) -> None:
        comment = add_comment(
            row["text"],
            by=Reader.objects.get(username=row["reader"]),
            chapter=chapter,
            passage=passage,
            to=to,
        )
        when = self.now - timedelta(days=row.get("days_ago", 1), minutes=comment.pk)
        Comment.objects.filter(pk=comment.pk).update(created_at=when)
        for reply in row.get("reply", []):
            self.add_comment(reply, chapter=chapter, to=comment)

    def announce(self, row: dict[str, Any]) -> None:
        story = Story.objects.get(slug=row["story"])
        when = self.now - timedelta(days=row["days_ago"])
        story.announcements.create(source=row["text"], created_at=when)

    def leave_a_bookmark(self) -> None:
        """The demo's reader is in the middle of the longest story, and means to read another."""
        reader = Reader.objects.get(username="reader")
        serial = Story.objects.order_by("-chapter_count")[0]
        chapter = serial.chapters.get(number=2)
        starts = chapter.current_revision.starts
        third = starts[len(starts) // 3]
        Progress.objects.keep(reader, chapter, third)
        Progress.objects.update(updated_at=self.now - A_WEEK * 1.5)  # two chapters came since
        Follow.objects.say(reader, serial.author, True)
        Follow.objects.update(at=self.now - A_WEEK)
        other = Story.objects.exclude(pk=serial.pk).order_by("pk")[0]
        for kind, story in (("reading", serial), ("later", other)):
            shelf = Shelf.objects.find(reader, kind)
            if shelf is not None:
                shelf.put(story)
        Shelving.objects.update(put_at=self.now - A_WEEK)

    def subscribe(self) -> None:
        """The demo's reader hears of new chapters by email, were there a server for it."""
        reader = Reader.objects.get(username="reader")
        reader.email = "reader@example.org"
        reader.save()
        EmailAddress.objects.create(user=reader, email=reader.email, primary=True, verified=True)
        choose_mail(reader, {Notification.Kind.CHAPTER: MailPreference.Time.WEEKLY})


def let_moderate(reader: Reader) -> None:
    """Make `reader` a moderator: into the admin, with the rights that moderating takes."""
    group, _ = Group.objects.get_or_create(name="Moderators")
    group.permissions.set(
        Permission.objects.filter(content_type__app_label="reader", codename__in=MODERATING)
    )
    reader.is_staff = True
    reader.save()
    reader.groups.add(group)
