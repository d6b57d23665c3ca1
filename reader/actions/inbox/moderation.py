"""Who is told of what was decided about a comment: whoever wrote it. One row a comment, for as it
is now."""

from __future__ import annotations

from django.db import transaction

from reader.actions.inbox.store_notifications import store_notifications
from reader.models.inbox.notification import Notification
from reader.models.inbox.waiting import tell_nothing_where_nothing_waits
from reader.models.margin.comment import Comment, CommentQuerySet
from reader.models.people.reader import Reader

Kind = Notification.Kind


def to_tell() -> CommentQuerySet:
    """Comments that were hidden or held, or are shown, which their writers were not told of yet."""
    return Comment.objects.filter(moderated_at__isnull=False).order_by("pk")


@transaction.atomic
def tell(key: int) -> None:
    """Tell the writer of a comment that it was hidden or is held, that it was approved, or that it
    is shown again: that, only where they were told that it was not. For those who were told of the
    comment, what is unread is counted anew."""
    comment = to_tell().select_related("chapter", "passage").filter(pk=key).first()
    if comment is None:
        return
    this_one = to_tell().filter(pk=key, moderated_at=comment.moderated_at)
    if not this_one.update(moderated_at=None):
        return
    tell_nothing_where_nothing_waits([comment.chapter.story_id])
    told = Notification.objects.unread().filter(comment=comment).values("reader")
    Notification.objects.count_for_all(Reader.objects.filter(pk__in=told))
    about = Notification.objects.filter(kind=Kind.MODERATED, comment=comment)
    was_told, _ = about.delete()
    was_approved = comment.approved_at == comment.moderated_at
    if comment.deleted_at is None and (comment.is_withheld or was_approved or was_told):
        what = {"story_id": comment.chapter.story_id, "chapter": comment.chapter}
        kinds = {comment.reader_id: Kind.MODERATED}
        store_notifications(kinds, **what, comment=comment, at=comment.moderated_at)
