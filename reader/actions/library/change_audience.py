"""A published story shown to others than before."""

from __future__ import annotations

from reader.actions.revising.begin_margins import begin_margins
from reader.models.audience import Audience
from reader.models.library.chapter import Chapter
from reader.models.library.revision import Revision
from reader.models.library.story import Story
from reader.models.library.what_was_read import note_what_was_read


def prepare_for_audience(story: Story, audience: str) -> None:
    """Do what is to be done before a story, as it is stored, gets another audience: what only
    chosen readers read of it is told to nobody else. In a transaction, which then holds it."""
    story.hold()
    stored = Story.objects.only("audience", "published_at").get(pk=story.pk)
    if stored.is_draft:
        return
    if audience == Audience.CHOSEN:
        note_what_was_read(Chapter.with_deleted.filter(story=story.pk))
    elif stored.audience == Audience.CHOSEN:
        out = Chapter.with_deleted.filter(story=story.pk, published_at__isnull=False)
        begin_margins(out)
        Revision.objects.withdraw_unread(out)
