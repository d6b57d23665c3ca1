"""Fill an empty demo instance with the demo library."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.db.models import Min
from django.utils import timezone

from reader.actions.inbox.notify import notify_readers
from reader.actions.library.store_manuscript import NewStory
from reader.actions.mail.choose_mail import choose_mail
from reader.actions.margin.comment import add_comment
from reader.actions.margin.gather_popular_highlights import gather_popular_highlights
from reader.actions.margin.highlight import highlight_words
from reader.actions.margin.passage_at import passage_at
from reader.actions.margin.thank import thank
from reader.actions.people.change_role import change_role
from reader.actions.people.silence import silence
from reader.actions.revising.revise import revise
from reader.importing import read_manuscript
from reader.management.demo_later import add_for_later
from reader.management.demo_order import keep_order
from reader.management.demo_places import keep_places
from reader.management.demo_reports import add_reports
from reader.management.demo_typos import add_typo_note
from reader.models import (
    Chapter,
    Comment,
    Follow,
    HeldWord,
    Highlight,
    MailPreference,
    Notification,
    Passage,
    Progress,
    Reader,
    Shelf,
    Shelving,
    Silence,
    Story,
    Thanks,
)
from reader.models.people.role import Role
from reader.text.anchoring.passages import find_quote

PASSWORD = "gloss"
WITH_PASSWORD = ("author", "reader", "moderator")
A_WEEK = timedelta(days=7)
A_DAY = timedelta(days=1)
A_SEASON = timedelta(days=90)
HELD = (("word", "buy now"), ("word", "casino*"), ("host", "shop.example"))
"""What the moderator keeps on the lists of held words."""
LEFT_UNREAD = 5
"""Of what each was told."""


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
        self.now, self.said = timezone.now(), 0
        margins = tomllib.loads((settings.LIBRARY / "margins.toml").read_text(encoding="utf-8"))
        self.quiet = margins["quiet"]
        readers, stories = {}, []
        for row in margins["reader"]:
            readers[row["username"]] = self.reader(**row)
        for username in self.quiet:
            readers[username] = self.reader(username, counts_marks=True)
        for path in sorted(settings.LIBRARY.glob("*.md")):
            stories.append((path, self.story(path, readers["author"])))
        with transaction.atomic():
            for reader in readers.values():
                reader.save()
            change_role(readers["moderator"], Role.MODERATOR)
            for kind, text in HELD:
                HeldWord.objects.create(kind=kind, text=text, made_by=readers["moderator"])
            for path, new in stories:
                Story.objects.filter(pk=new.store().pk).update(slug=path.stem)
            self.add(margins, audience=self.say_for_whom)
            self.add(margins, passage=self.add_passage, popular=self.add_popular)
            self.add(margins, chapter_comment=self.add_chapter_comment)
            for story in Story.objects.all():
                self.date_chapters(story)
            self.add(margins, later=add_for_later)
            self.add(margins, announcement=self.announce, revision=self.add_revision)
            self.add(margins, thanks=self.add_thanks, hidden=self.hide, report=self.report)
            self.add(margins, order=self.order, typo=self.add_typo)
            keep_places(besides=WITH_PASSWORD)
            self.leave_a_bookmark()
            self.add(margins, follow=self.follow, silence=self.silence)
            self.subscribe()
            gather_popular_highlights.call()
            self.tell(readers.values())

    def add(self, margins: dict[str, Any], **ways: Callable[[dict[str, Any]], None]) -> None:
        """Add the rows of some tables, in this order, each in its own way."""
        for table, add in ways.items():
            for row in margins[table]:
                add(row)

    def tell(self, readers: Iterable[Reader]) -> None:
        """Tell them what there is: all but the latest they have read."""
        notify_readers()
        for reader in readers:
            newest = reader.notifications.values_list("pk", flat=True)[:LEFT_UNREAD]
            reader.notifications.exclude(pk__in=list(newest)).read(reader)

    def reader(self, username: str, **said: Any) -> Reader:
        reader = Reader(username=username, date_joined=self.now - A_SEASON, **said)
        if username in WITH_PASSWORD:
            reader.set_password(PASSWORD)
        else:
            reader.set_unusable_password()
        return reader

    def story(self, path: Path, author: Reader) -> NewStory:
        return NewStory(read_manuscript(path.name, path.read_bytes()), author=author)

    def say_for_whom(self, row: dict[str, Any]) -> None:
        Story.objects.filter(slug=row["story"]).update(audience=row["audience"])

    def ago(self, row: dict[str, Any]) -> datetime:
        """When it was, by a row."""
        return self.now - timedelta(days=row.get("days_ago", 1))

    def date_chapters(self, story: Story) -> None:
        """Each chapter came out the day before anybody spoke of it, or of a later one."""
        published = self.now
        for chapter in story.chapters.order_by("-number"):
            first = chapter.comments.aggregate(first=Min("created_at"))["first"]
            published = min(published, (first or self.now) - A_DAY)
            Chapter.objects.filter(pk=chapter.pk).update(published_at=published)
            chapter.revisions.update(created_at=published)
        Story.objects.filter(pk=story.pk).update(published_at=published)
        Story.objects.filter(pk=story.pk).count_chapters()

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
        new = revise(chapter, source.replace(row["was"], row["is"]), by=chapter.story.author)
        if new:
            chapter.revisions.filter(pk=new.pk).update(created_at=self.ago(row))

    def add_thanks(self, row: dict[str, Any]) -> None:
        """Some readers thanked for a chapter, or for a comment on it."""
        what = self.comment(row) if "comment" in row else self.chapter(row)
        for username in row["readers"]:
            thank(Reader.objects.get(username=username), what)
        Thanks.objects.on(what).update(at=self.ago(row))

    def comment(self, row: dict[str, Any]) -> Comment:
        """The one that begins so."""
        return self.chapter(row).comments.get(source__startswith=row["comment"])

    def hide(self, row: dict[str, Any]) -> None:
        comment, when = self.comment(row), self.ago(row)
        comment.hide()
        Comment.objects.filter(pk=comment.pk).update(hidden_at=when, moderated_at=when)

    def order(self, row: dict[str, Any]) -> None:
        """The author pinned, held or hid a comment."""
        keep_order(self.comment(row), row["act"], row.get("word", ""), self.ago(row))

    def add_typo(self, row: dict[str, Any]) -> None:
        """A reader would have the author correct something."""
        add_typo_note(self.chapter(row), self.place(row), row, self.ago(row))

    def report(self, row: dict[str, Any]) -> None:
        """Some readers reported a comment, or a chapter."""
        what = self.comment(row) if "comment" in row else self.chapter(row)
        add_reports(what, row, self.ago(row))

    def follow(self, row: dict[str, Any]) -> None:
        """Somebody wants to hear what others say on some words."""
        passage = passage_at(self.chapter(row), *self.place(row))
        reader = Reader.objects.get(username=row["reader"])
        Follow.objects.say(reader, passage, True)
        Follow.objects.about(passage).update(at=self.ago(row))

    def silence(self, row: dict[str, Any]) -> None:
        """Somebody muted or blocked somebody."""
        reader, whom = (Reader.objects.get(username=row[name]) for name in ("reader", "whom"))
        silence(reader, whom, Silence.Kind(row["kind"]))
        reader.silences.filter(whom=whom).update(at=self.ago(row))

    def add_popular(self, row: dict[str, Any]) -> None:
        """Words that many mark privately: readers who let that count."""
        passage = passage_at(self.chapter(row), *self.place(row))
        marks = []
        for reader in Reader.objects.filter(username__in=self.quiet[: row["readers"]]):
            marks.append(Highlight(passage=passage, reader=reader))
        Highlight.objects.bulk_create(marks)

    def add_chapter_comment(self, row: dict[str, Any]) -> None:
        self.add_comment(row, chapter=self.chapter(row))

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
        self.said += 1
        when = self.ago(row) - A_DAY / 4 + timedelta(minutes=self.said)
        Comment.objects.filter(pk=comment.pk).update(created_at=when)
        for reply in row.get("reply", []):
            self.add_comment(reply, chapter=chapter, to=comment)

    def announce(self, row: dict[str, Any]) -> None:
        story = Story.objects.get(slug=row["story"])
        story.announcements.create(source=row["text"], created_at=self.ago(row))

    def leave_a_bookmark(self) -> None:
        """The demo's reader is in the middle of the longest story, and means to read another."""
        reader = Reader.objects.get(username="reader")
        serial = Story.objects.order_by("-chapter_count")[0]
        chapter = serial.chapters.get(number=2)
        starts = chapter.current_revision.starts
        third = starts[len(starts) // 3]
        Progress.objects.keep(reader, chapter, third)
        Progress.objects.update(updated_at=self.now - A_WEEK * 4)  # two chapters came since
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
