"""Taking stories or a chapter down, for moderators, and putting them back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from reader.actions.count_again import count_again
from reader.actions.library.chapter_list import ChapterList
from reader.actions.revising.begin_margins import begin_margins
from reader.models.inbox.notification import Notification
from reader.models.library.chapter import Chapter, ChapterQuerySet
from reader.models.library.revision import Revision
from reader.models.library.story import Story, StoryQuerySet
from reader.models.library.story_news import StoryNews
from reader.models.library.what_was_read import note_what_was_read
from reader.models.people.reader import Reader

FIELDS = ("published_at", "taken_down_at", "taken_down_for", "taken_down_from")


@transaction.atomic
def take_down(
    what: Story | Chapter, reason: str, at: datetime | None = None, *, knows: Reader | None = None
) -> None:
    """Take a story or a chapter out of everybody's sight, for a reason, which all who write it are
    told but one who `knows` it already. They keep their text, and can't publish it again. What
    readers wrote on it stays theirs. What was down already stays so."""
    if isinstance(what, Story):
        take_down_stories(Story.with_deleted.filter(pk=what.pk), reason, at, knows=knows)
        what.refresh_from_db(fields=[*FIELDS, "stamp"])
        return
    what.story.hold()
    what.refresh_from_db(fields=FIELDS)
    if what.taken_down_at:
        return
    was = what.published_at
    note_what_was_read(Chapter.with_deleted.filter(pk=what.pk))
    if what.number and was:
        ChapterList(what.story).unpublish(what)
    what.published_at = None
    what.taken_down_at, what.taken_down_from = at or timezone.now(), was
    what.taken_down_for = reason
    what.save(update_fields=FIELDS)
    _tell([what.story], StoryNews.Kind.TAKEN_DOWN, knows, chapter=what, text=reason)


@transaction.atomic
def take_down_stories(
    stories: StoryQuerySet, reason: str, at: datetime | None = None, *, knows: Reader | None = None
) -> None:
    """The same of several stories, in a few statements however many they are."""
    held = stories.filter(taken_down_at=None).held()
    Story.with_deleted.filter(pk__among=[story.pk for story in held]).change(
        published_at=None,
        taken_down_at=at or timezone.now(),
        taken_down_from=F("published_at"),
        taken_down_for=reason,
    )
    _tell(held, StoryNews.Kind.TAKEN_DOWN, knows, text=reason)


@transaction.atomic
def put_back(what: Story | Chapter, *, knows: Reader | None = None) -> None:
    """Undo that: it is what it was, published since when it was published, or a draft."""
    if isinstance(what, Story):
        put_stories_back(Story.with_deleted.filter(pk=what.pk), knows=knows)
        what.refresh_from_db(fields=[*FIELDS, "stamp"])
        return
    what.story.hold()
    what.refresh_from_db(fields=FIELDS)
    if what.taken_down_at is None:
        return
    this = Chapter.with_deleted.filter(pk=what.pk)
    if what.taken_down_from:
        begin_margins(this)
    _keep_unread_back(this, "chapter__taken_down_at")
    what.published_at, what.taken_down_from = what.taken_down_from, None
    what.taken_down_at, what.taken_down_for = None, ""
    what.save(update_fields=FIELDS)
    _tell([what.story], StoryNews.Kind.PUT_BACK, knows, chapter=what)


@transaction.atomic
def put_stories_back(stories: StoryQuerySet, *, knows: Reader | None = None) -> None:
    """The same of several stories."""
    held = stories.filter(taken_down_at__isnull=False).held()
    chapters = Chapter.with_deleted.filter(story__among=[story.pk for story in held])
    _keep_unread_back(chapters, "chapter__story__taken_down_at")
    Story.with_deleted.filter(pk__among=[story.pk for story in held]).change(
        published_at=F("taken_down_from"),
        taken_down_at=None,
        taken_down_from=None,
        taken_down_for="",
    )
    _tell(held, StoryNews.Kind.PUT_BACK, knows)


def _keep_unread_back(chapters: ChapterQuerySet, since: str) -> None:
    """Keep out of the history of chapters what became another text while they were down."""
    Revision.objects.filter(created_at__gt=F(since)).withdraw_unread(chapters)


def _tell(
    stories: list[Story], kind: StoryNews.Kind, knows: Reader | None, **more: str | Chapter
) -> None:
    """Of what has gone, or is back: who was told of anything there has fewer to read, or more."""
    count_again(Notification.objects.filter(story__in=stories))
    StoryNews.objects.tell_authors(stories, kind, knows=knows.pk if knows else None, **more)
