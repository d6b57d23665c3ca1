"""Closing an account, which can be opened again for some days."""

from __future__ import annotations

from datetime import datetime

from allauth.usersessions.models import UserSession
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from reader.actions.count_again import count_again, count_again_of
from reader.actions.people.farewell_mail import send_farewell
from reader.actions.people.leave import LEFT
from reader.models.inbox.announcement import Announcement
from reader.models.inbox.notification import Notification
from reader.models.library.chapter import Chapter
from reader.models.library.co_author import CoAuthor
from reader.models.library.story import Story
from reader.models.margin.comment import Comment
from reader.models.margin.highlight import Highlight
from reader.models.margin.mention import Mention
from reader.models.people.departure import THINKING_TIME, Departure
from reader.models.people.reader import Reader


@transaction.atomic
def close_account(
    reader: Reader, *, comments: bool, stories: bool, at_once: bool = False
) -> Departure:
    """Close an account: nobody gets into it, nobody reads who its reader was, and what is to go
    with them is out of sight. Nothing is erased; it is after `THINKING_TIME`, or with `at_once` by
    whoever comes next. As with `leave`, `comments` and `stories` say what stays."""
    now = timezone.now()
    departure = Departure.objects.create(
        reader=reader,
        asked_at=now,
        due_at=now if at_once else now + THINKING_TIME,
        username=reader.username,
        name=reader.name,
        bio=reader.bio,
        comments=comments,
        stories=stories,
    )
    reader.username, reader.name, reader.bio = reader.username_when_gone, LEFT, ""
    reader.is_active = False
    reader.save()  # which also has the pages that show the name made anew
    for session in UserSession.objects.filter(user=reader):
        session.end()
    _hide_highlights(departure)
    if not comments:
        _take_comments_away(reader, now)
    if not stories:
        _unpublish_stories(departure)
    _tell_nobody(reader, now)
    departure.save()
    _count_again(departure)
    if not at_once:
        send_farewell.enqueue(departure.pk)
    return departure


@transaction.atomic
def open_again(reader: Reader) -> Reader | None:
    """Undo that: everything is as it was, and the account as it is then is given. None where there
    is nothing to open any more."""
    here = Departure.objects.revocable().filter(reader=reader)
    departure = here.select_for_update().select_related("reader").first()
    if departure is None:
        return None
    reader, at = departure.reader, departure.asked_at
    reader.comments.filter(hidden_at=at).update(hidden_at=None)
    reader.comments.filter(deleted_at=at).update(deleted_at=None)
    shown = reader.highlights.filter(pk__in=departure.shown_highlights, hidden_at=None)
    shown.update(public=True)
    _publish_stories_again(departure)
    reader.username, reader.name, reader.bio = departure.username, departure.name, departure.bio
    reader.is_active = reader.closed_at is None  # else moderators closed it, and it stays so
    departure.delete()
    reader.save()
    _count_again(departure)
    return reader


def _hide_highlights(departure: Departure) -> None:
    """Show nobody what they marked: a mark is shown with its reader's name."""
    shown = Highlight.objects.filter(reader=departure.reader_id, public=True)
    departure.shown_highlights = list(shown.values_list("pk", flat=True))
    shown.update(public=False)


def _take_comments_away(reader: Reader, at: datetime) -> None:
    """Have them read like deleted ones, though their words are still there. A moderator's decision
    about any of them stays what it is."""
    said = reader.comments.filter(deleted_at=None)
    said.filter(hidden_at=None).update(hidden_at=at)
    said.update(deleted_at=at)


def _unpublish_stories(departure: Departure) -> None:
    """But for those that others wrote with them. What is down does not come back out either."""
    out = Q(published_at__isnull=False) | Q(taken_down_from__isnull=False)
    stories = Story.with_deleted.filter(out, author=departure.reader_id)
    gone = stories.exclude(co_authors__in=CoAuthor.objects.accepted()).held()
    for story in gone:
        was = story.published_at or story.taken_down_from
        assert was is not None
        departure.published_stories[str(story.pk)] = was.isoformat()
    unpublished = Story.with_deleted.filter(pk__among=[story.pk for story in gone])
    unpublished.change(published_at=None, taken_down_from=None)


def _publish_stories_again(departure: Departure) -> None:
    went = [int(key) for key in departure.published_stories]
    drafts = Story.objects.filter(author=departure.reader_id, published_at=None)
    stories = drafts.filter(pk__among=went).held()
    for story in stories:
        was = parse_datetime(departure.published_stories[str(story.pk)])
        if story.taken_down_at:
            story.taken_down_from = was  # if it is put back
        else:
            story.published_at = was
    Story.objects.bulk_update(stories, ["published_at", "taken_down_from"])
    Story.objects.filter(pk__among=[story.pk for story in stories]).change()


def _tell_nobody(reader: Reader, now: datetime) -> None:
    """What they did just before they left is news to nobody."""
    Comment.objects.filter(reader=reader, told_at=None).update(told_at=now)
    Mention.objects.filter(comment__reader=reader, told_at=None).update(told_at=now)
    reader.thanks.filter(told_at=None).update(told_at=now)
    out = {"told_at": None, "story__author": reader, "story__published_at__lte": now}
    Announcement.objects.filter(**out).update(told_at=now)
    Chapter.with_deleted.filter(published_at__lte=now, **out).update(told_at=now)


def _count_again(departure: Departure) -> None:
    """Have what is unread counted anew by who was told of what goes with a reader, or is back."""
    stories = [int(key) for key in departure.published_stories]
    count_again(Notification.objects.filter(story__among=stories))
    count_again_of(Notification.objects.filter(comment__reader=departure.reader_id))
