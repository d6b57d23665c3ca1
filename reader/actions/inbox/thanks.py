"""Who is told of thanks: whoever wrote what they are for. One row a thing, which grows while it is
unread."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from reader.actions.inbox.store_notifications import store_rows
from reader.actions.margin.thank import whom_to_thank
from reader.models.inbox.notification import Notification
from reader.models.inbox.thanks import Thanks, ThanksQuerySet
from reader.models.people.reader import Reader
from reader.models.people.silence import Silence

Kind = Notification.Kind


def to_tell() -> ThanksQuerySet:
    """Thanks that stand, and of which nobody was told yet."""
    return Thanks.objects.filter(told_at=None, taken_back_at=None).order_by("pk")


@transaction.atomic
def tell(key: int) -> None:
    """Tell the writer of a chapter or a comment that they were thanked."""
    if not to_tell().filter(pk=key).update(told_at=timezone.now()):
        return
    described = Thanks.objects.select_related("chapter__story", "comment__chapter__story")
    thanks = described.get(pk=key)
    what = thanks.comment or thanks.chapter
    chapter = thanks.comment.chapter if thanks.comment else thanks.chapter
    assert what is not None and chapter is not None
    author = whom_to_thank(what)[0]  # of several it is the first
    if author in Silence.objects.deaf_to(thanks.reader_id):
        return
    about = {
        "reader_id": author,
        "kind": Kind.THANKS,
        "comment": thanks.comment,
        "chapter": chapter,
    }
    unread = Notification.objects.unread().filter(**about).select_for_update()
    if not unread.exists():
        store_rows([Notification(**about, story_id=chapter.story_id, at=thanks.at)])
    row = unread.first()
    if row:
        Thanks.objects.filter(pk=key).update(notification=row)
        Notification.objects.count_for_all(Reader.objects.filter(pk=row.reader_id))
