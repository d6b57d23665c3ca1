"""Who is told that corrections wait: the authors of their story. One row a chapter, as long as any
waits there."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from reader.actions.inbox.store_notifications import store_rows
from reader.models.inbox.notification import Notification
from reader.models.margin.typo_note import TypoNote, TypoNoteQuerySet
from reader.models.people.reader import Reader

Kind = Notification.Kind


def to_tell() -> TypoNoteQuerySet:
    """Corrections that wait, of which the authors were not told yet; not what moderators are to
    look at first."""
    return (
        TypoNote.objects.open().filter(asked_at=None, held_at=None, hidden_at=None).order_by("pk")
    )


@transaction.atomic
def tell(key: int) -> None:
    """Tell the authors who want to hear of whoever suggests it. Who was told of others in the
    chapter before is told in the same row."""
    note = to_tell().filter(pk=key).select_related("story", "passage").first()
    if note is None or not to_tell().filter(pk=key).update(asked_at=timezone.now()):
        return
    hearing = []
    for author in Reader.objects.filter(pk__in=note.story.author_keys):
        if TypoNote.objects.sent_to(author).filter(pk=key).exists():
            hearing.append(author.pk)
    what = {"kind": Kind.CORRECTIONS, "story": note.story, "chapter_id": note.passage.chapter_id}
    told = Notification.objects.filter(**what, reader__in=hearing)
    told.exclude(read_at=None).update(read_at=None, mail_at=timezone.now())
    told.update(at=note.created_at)
    store_rows([Notification(reader_id=author, at=note.created_at, **what) for author in hearing])
