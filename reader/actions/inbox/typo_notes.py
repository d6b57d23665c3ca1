"""Who is told of what came of a typo note: whoever wrote it."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from reader.actions.inbox.store_notifications import store_notifications
from reader.models.inbox.notification import Notification
from reader.models.margin.typo_note import TypoNote, TypoNoteQuerySet


def to_tell() -> TypoNoteQuerySet:
    """Notes that were decided about, of which their writers were not told yet."""
    return TypoNote.objects.filter(decided_at__isnull=False, told_at=None).order_by("pk")


@transaction.atomic
def tell(key: int) -> None:
    """Tell its writer."""
    if not to_tell().filter(pk=key).update(told_at=timezone.now()):
        return
    note = TypoNote.objects.select_related("passage").get(pk=key)
    what = {"story_id": note.story_id, "chapter_id": note.passage.chapter_id}
    kinds = {note.reader_id: Notification.Kind.TYPO}
    store_notifications(kinds, **what, passage=note.passage, typo_note=note, at=note.decided_at)
