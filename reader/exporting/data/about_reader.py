"""What is known of a reader besides what they wrote: profile, places, shelves, follows, tokens,
devices."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db.models import Prefetch

from reader.exporting.data.about_moderation import decisions_about, reports_of
from reader.models import Announcement, Follow, MailPreference, Notification, Reader, Story
from reader.models.inbox.thanks import Thanks

_HEAVY = ("revision__text", "revision__source", "revision__blocks", "revision__places")
"""What of a revision is large, and stays in the database."""


def about(reader: Reader) -> dict[str, Any]:
    """What there is to know of the reader, for JSON; URLs in it are relative to the host."""
    return {
        "username": reader.username,
        "name": reader.name,
        "bio": reader.bio,
        "email": reader.email,
        "look": reader.look or {},
        "content": reader.content or {},
        "highlights_count_unnamed": reader.counts_marks,
        "colour_names": reader.colour_names,
        "time_zone": str(reader.zone),
        "mail": MailPreference.objects.of(reader),
        "joined": reader.date_joined,
        "places": _places(reader),
        "readings": _readings(reader),
        "shelves": _shelves(reader),
        "notifications": _notifications(reader),
        "thanks": _thanks(reader),
        "follows": _follows(reader),
        "silences": _silences(reader),
        "announcements": _announcements(reader),
        "corrections": _typo_notes(reader),
        "reports": reports_of(reader),
        "decisions": decisions_about(reader),
        "tokens": _tokens(reader),
        "devices": _devices(reader),
        "second_steps": _second_steps(reader),
    }


def _places(reader: Reader) -> list[dict[str, Any]]:
    """How far the reader is in each story."""
    rows = []
    progress = reader.progress.select_related("chapter__story", "revision").defer(*_HEAVY)
    for place in progress.iterator(500):
        rows.append(
            {
                "chapter": place.chapter.get_absolute_url(),
                "story": place.chapter.story.title,
                "revision": place.revision.number,
                "offset": place.offset,
                "finished": place.finished,
                "at": place.updated_at,
            }
        )
    return rows


def _readings(reader: Reader) -> list[dict[str, Any]]:
    """The chapters that the reader has read to their ends."""
    rows = []
    readings = reader.readings.select_related("chapter__story", "revision").defer(*_HEAVY)
    for reading in readings.order_by("read_at").iterator(500):
        rows.append(
            {
                "chapter": reading.chapter.get_absolute_url(),
                "story": reading.chapter.story.title,
                "revision": reading.revision.number,
                "at": reading.read_at,
            }
        )
    return rows


def _shelves(reader: Reader) -> list[dict[str, Any]]:
    rows = []
    visible = Prefetch("stories", Story.objects.visible_to(reader))
    for shelf in reader.shelves.order_by("pk").prefetch_related(visible):
        stories = []
        for story in shelf.stories.all():
            stories.append({"story": story.title, "address": story.get_absolute_url()})
        rows.append({"shelf": str(shelf), "stories": stories})
    return rows


def _notifications(reader: Reader) -> list[dict[str, Any]]:
    """What the reader was told of: where, when, and whether they opened it."""
    rows = []
    told = Notification.objects.visible_to(reader).with_what().order_by("pk")
    for notification in told.iterator(500):
        rows.append(
            {
                "kind": notification.kind,
                "address": notification.leads_to,
                "at": notification.at,
                "read": notification.read_at,
            }
        )
    return rows


def _follows(reader: Reader) -> list[dict[str, Any]]:
    """What the reader said of stories, authors and threads: that they follow them, or not."""
    rows = []
    what = ("story", "author", "passage", "comment")
    for follow in Follow.objects.visible_to(reader).select_related(*what).order_by("pk"):
        rows.append(
            {
                "address": follow.what.get_absolute_url(),
                "following": follow.following,
                "at": follow.at,
            }
        )
    return rows


def _thanks(reader: Reader) -> list[dict[str, Any]]:
    """What the reader thanked for."""
    rows = []
    given = Thanks.objects.visible_to(reader).select_related("chapter__story", "comment")
    for thanks in given.order_by("pk"):
        what = thanks.comment or thanks.chapter
        if what:
            rows.append({"address": what.get_absolute_url(), "at": thanks.at})
    return rows


def _silences(reader: Reader) -> list[dict[str, Any]]:
    """Whom the reader muted and blocked, and which threads they hid; not who blocked them."""
    rows = []
    for silence in reader.silences.select_related("whom").order_by("pk"):
        address = silence.whom.get_absolute_url()
        rows.append({"kind": silence.kind, "address": address, "at": silence.at})
    for hidden in reader.hidden_threads.select_related("passage", "comment").order_by("pk"):
        address = hidden.thread.get_absolute_url()
        rows.append({"kind": "hide", "address": address, "at": hidden.at})
    return rows


def _announcements(reader: Reader) -> list[dict[str, Any]]:
    """What the reader announced to those who follow their stories."""
    rows = []
    own = Announcement.objects.filter(story__in=Story.objects.by(reader))
    for said in own.select_related("story").order_by("pk"):
        rows.append(
            {"address": said.get_absolute_url(), "text": said.source, "at": said.created_at}
        )
    return rows


def _typo_notes(reader: Reader) -> list[dict[str, Any]]:
    """What the reader suggested to correct, and what came of it."""
    rows = []
    for note in reader.typo_notes.select_related("story").order_by("pk").iterator(500):
        rows.append(
            {
                "story": note.story.title,
                "words": note.quote,
                "suggestion": note.suggestion,
                "remark": note.remark,
                "at": note.created_at,
                "outcome": note.outcome or None,
            }
        )
    return rows


def _tokens(reader: Reader) -> list[dict[str, Any]]:
    """The names of the reader's tokens and when they were made and used, not the tokens."""
    rows = []
    for token in reader.tokens.all():
        rows.append({"name": token.name, "made": token.created_at, "used": token.used_at})
    return rows


def _devices(reader: Reader) -> list[dict[str, Any]]:
    """Where the reader is signed in, and since when."""
    rows = []
    for session in UserSession.objects.filter(user=reader).order_by("created_at"):
        row = {"browser": session.user_agent, "ip": session.ip, "since": session.created_at}
        rows.append(row)
    return rows


def _second_steps(reader: Reader) -> list[dict[str, Any]]:
    """Which second steps of signing in the reader set up, not their secrets."""
    rows = []
    for step in Authenticator.objects.filter(user=reader).order_by("created_at"):
        rows.append({"kind": step.type, "made": step.created_at, "used": step.last_used_at})
    return rows
