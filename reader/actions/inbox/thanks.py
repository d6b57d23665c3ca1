"""Who is told of thanks: all who wrote what they are for. One row a thing for each of them, which
grows while it is unread."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from reader.actions.inbox.store_notifications import store_rows
from reader.actions.margin.thank import whom_to_thank
from reader.models.inbox.notification import Notification
from reader.models.inbox.thanks import Thanks, ThanksQuerySet
from reader.models.inbox.told_thanks import ToldThanks
from reader.models.people.reader import Reader
from reader.models.people.silence import Silence

Kind = Notification.Kind


def to_tell() -> ThanksQuerySet:
    """Thanks that stand, and of which nobody was told yet."""
    return Thanks.objects.filter(told_at=None, taken_back_at=None).order_by("pk")


@transaction.atomic
def tell(key: int) -> None:
    """Tell the writers of a chapter, or of a comment, that they were thanked."""
    if not to_tell().filter(pk=key).update(told_at=timezone.now()):
        return
    described = Thanks.objects.select_related("chapter__story", "comment__chapter__story")
    thanks = described.get(pk=key)
    what = thanks.comment or thanks.chapter
    assert what is not None
    deaf = Silence.objects.deaf_to(thanks.reader_id)
    for writer in sorted(whom_to_thank(what)):  # held in the same order everywhere
        if writer not in deaf:
            _tell(writer, thanks)


def _tell(writer: int, thanks: Thanks) -> None:
    """Tell one of them, by their key."""
    chapter = thanks.comment.chapter if thanks.comment else thanks.chapter
    assert chapter is not None
    about = {
        "reader_id": writer,
        "kind": Kind.THANKS,
        "comment": thanks.comment,
        "chapter": chapter,
    }
    unread = Notification.objects.unread().filter(**about).select_for_update()
    if not unread.exists():
        store_rows([Notification(**about, story_id=chapter.story_id, at=thanks.at)])
    row = unread.first()
    if row:
        ToldThanks.objects.create(thanks=thanks, notification=row)
        Notification.objects.count_for_all(Reader.objects.filter(pk=row.reader_id))
