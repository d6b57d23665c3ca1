"""Who is told of a name that an edit put into a comment: whoever is called so. Of those that were
there from the start one is told with the comment (`comments.py`)."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from reader.actions.inbox.among_readers import among_readers
from reader.actions.inbox.store_notifications import store_notifications
from reader.models.inbox.notification import Notification
from reader.models.library.chapter import Chapter
from reader.models.margin.mention import Mention, MentionQuerySet


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
    named = {mention.reader_id: Notification.Kind.MENTION}
    kinds = among_readers(named, chapter.story, chapter)
    if comment.silent or not kinds:
        return
    what = {"story": chapter.story, "chapter": chapter, "comment": comment}
    store_notifications(kinds, **what, at=comment.edited_at or now)
    farther = (Notification.Kind.COMMENT, Notification.Kind.THREAD)
    told = Notification.objects.unread().filter(reader=mention.reader_id, comment=comment)
    told.filter(kind__in=farther).update(kind=Notification.Kind.MENTION)
