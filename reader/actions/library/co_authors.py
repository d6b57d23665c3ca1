"""Writing a story with others: its author asks a reader, who accepts; either ends it."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from reader.models.library.co_author import CoAuthor
from reader.models.library.story import Story
from reader.models.people.reader import Reader

MOST = 8
"""Readers who can be asked to write one story with its author."""


class CannotInvite(Exception):
    """Why somebody cannot be asked, in a sentence."""


@transaction.atomic
def invite_co_author(story: Story, reader: Reader) -> CoAuthor:
    """Ask a reader to write a story with its author. Until they accept nothing changes. Asked
    again, they were asked already. Raises CannotInvite."""
    story.hold()
    if reader.pk == story.author_id:
        raise CannotInvite("This story is yours already.")
    asked = story.co_authors.filter(reader=reader).first()
    if asked:
        return asked
    if story.co_authors.count() >= MOST:
        raise CannotInvite(f"A story can have {MOST} co-authors at most.")
    return CoAuthor.objects.create(story=story, reader=reader)


@transaction.atomic
def accept_invitation(story: Story, reader: Reader) -> None:
    """Have the author's hands on a story from now on. Raises DoesNotExist where the reader is not
    asked any more."""
    story.hold()
    row = story.co_authors.get(reader=reader)
    if row.accepted_at is None:
        row.accepted_at = timezone.now()
        row.save(update_fields=["accepted_at"])
        story.name_co_authors()


@transaction.atomic
def end_co_authorship(story: Story, reader: Reader) -> None:
    """Take a reader's hands off a story, or the question whether they want to lend them. What they
    wrote in it stays. Nothing happens where there is nothing to end."""
    story.hold()
    story.co_authors.filter(reader=reader).delete()
    story.name_co_authors()
