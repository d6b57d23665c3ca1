"""Who is told of a name that an edit put into a comment: whoever is called so. Of those that were
there from the start one is told with the comment (`comments.py`)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from reader.actions.inbox.among_readers import among_readers
from reader.actions.inbox.store_notifications import store_notifications
from reader.models.inbox.notification import Notification
from reader.models.library.chapter import Chapter
from reader.models.margin.mention import Mention, MentionQuerySet

Kind = Notification.Kind
FARTHER = (Kind.COMMENT, Kind.THREAD)
"""Reasons for which one may have been told of a comment before it named one."""


def to_tell() -> MentionQuerySet:
    """Mentions of which their readers were not told yet, in comments that were, and that
    are neither hidden nor held."""
    shown = Mention.objects.filter(
        comment__told_at__isnull=False, comment__hidden_at=None, comment__held_at=None
    )
    return shown.filter(told_at=None).order_by("pk")


@transaction.atomic
def tell(key: int) -> None:
    """Tell a reader that a comment names them, if they may read it."""
    now = timezone.now()
    if not to_tell().filter(pk=key).update(told_at=now):
        return
    mention = Mention.objects.select_related("comment").get(pk=key)
    comment = mention.comment
    chapter = Chapter.with_deleted.select_related("story").get(pk=comment.chapter_id)
    named = {mention.reader_id: Kind.MENTION}
    kinds = among_readers(named, chapter.story, chapter)
    if comment.silent or not kinds:
        return
    what = {"story": chapter.story, "chapter": chapter, "comment": comment}
    at = comment.edited_at or now
    _tell_anew(mention, at)
    store_notifications(kinds, **what, at=at)


def _tell_anew(mention: Mention, at: datetime) -> None:
    """Have what its reader was told of the comment for a farther reason say that it names them. Who
    has read that hears of it again: it says something else to them now. It is mailed as what it is
    by now, unless a mail that they may not have read yet tells of it."""
    told = Notification.objects.visible()
    told = told.filter(reader=mention.reader_id, comment=mention.comment_id)
    farther = told.filter(kind__in=FARTHER)
    again = {"kind": Kind.MENTION, "mail_at": timezone.now(), "digest": None}
    farther.filter(read_at=None, digest=None).update(**again)
    farther.filter(read_at=None).update(kind=Kind.MENTION)
    farther.update(**again, read_at=None, at=at)
