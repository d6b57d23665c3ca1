"""Who is told that comments wait: the authors of their story. One row a story, until nothing waits
there any more."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from reader.actions.inbox.store_notifications import store_rows
from reader.models.inbox.notification import Notification
from reader.models.inbox.waiting import told_that_comments_wait
from reader.models.library.story import Story
from reader.models.margin.comment import CommentQuerySet
from reader.models.margin.waiting import waiting_comments

Kind = Notification.Kind


def to_tell() -> CommentQuerySet:
    """Comments that wait, of which their authors were not told yet."""
    return waiting_comments().filter(asked_at=None).order_by("pk")


@transaction.atomic
def tell(key: int) -> None:
    """Tell the authors, who may have been told of others already that wait there."""
    comment = to_tell().filter(pk=key).select_related("chapter").first()
    if comment is None or not to_tell().filter(pk=key).update(asked_at=timezone.now()):
        return
    story = Story.with_deleted.get(pk=comment.chapter.story_id)
    unread = told_that_comments_wait([story.pk]).unread()
    unread.update(at=comment.held_at)
    knowing = set(unread.values_list("reader", flat=True))
    rows = []
    for author in story.author_keys:
        if author not in knowing and author != comment.reader_id:
            about = {"kind": Kind.WAITING, "story": story, "at": comment.held_at}
            rows.append(Notification(reader_id=author, **about))
    store_rows(rows)
