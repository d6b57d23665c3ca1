"""Writing a story with others: its author asks a reader, who accepts; either ends it."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from reader.actions.apart import refuse_apart
from reader.actions.library.questions import forget_question
from reader.models.inbox.waiting import tell_nothing_where_nothing_waits
from reader.models.library.co_author import CoAuthor
from reader.models.library.story import Story
from reader.models.library.story_news import StoryNews
from reader.models.library.upload import Upload
from reader.models.people.reader import Reader
from reader.models.people.suspension import refuse_suspended

Kind = StoryNews.Kind
MOST = 8
"""Readers who can be asked to write one story with its author."""


class CannotInvite(Exception):
    """Why somebody cannot be asked, in a sentence."""


@transaction.atomic
def invite_co_author(story: Story, reader: Reader) -> CoAuthor:
    """Ask a reader to write a story with its author. Until they accept nothing changes. Asked
    again, they were asked already. Raises CannotInvite, and Apart where there is a block between
    the two."""
    story.hold()
    if reader.pk == story.author_id:
        raise CannotInvite("This story is yours already.")
    refuse_apart(story.author, reader.pk)
    asked = story.co_authors.filter(reader=reader).first()
    if asked:
        return asked
    if story.co_authors.count() >= MOST:
        raise CannotInvite(f"A story can have {MOST} co-authors at most.")
    StoryNews.objects.tell([reader.pk], Kind.INVITED, story, by=story.author)
    return CoAuthor.objects.create(story=story, reader=reader)


@transaction.atomic
def accept_invitation(story: Story, reader: Reader) -> None:
    """Have the author's hands on a story from now on; who else writes it is told. Raises
    DoesNotExist where the reader is not asked any more, Apart where there is a block between them
    by now, and Suspended."""
    refuse_suspended(reader)
    story.hold()
    refuse_apart(reader, story.author_id)
    row = story.co_authors.get(reader=reader)
    if row.accepted_at:
        return
    forget_question(story, reader.pk, Kind.INVITED)
    StoryNews.objects.tell(story.author_keys, Kind.ACCEPTED, story, by=reader)
    row.accepted_at = timezone.now()
    row.save(update_fields=["accepted_at"])
    story.name_co_authors()


@transaction.atomic
def end_co_authorship(story: Story, reader: Reader, *, by: Reader) -> None:
    """Take a reader's hands off a story, or the question whether they want to lend them: `by`
    themselves or the author. What they wrote in it stays. The other is told, but not of a question
    that is not asked any more. Nothing happens where there is nothing to end."""
    story.hold()
    row = story.co_authors.filter(reader=reader).first()
    if row is None:
        return
    row.delete()
    Upload.objects.filter(story=story, reader=reader).update(story=None, plan=None)
    forget_question(story, reader.pk, Kind.INVITED)
    story.name_co_authors()
    tell_nothing_where_nothing_waits([story.pk])
    if by == reader:
        kind = Kind.LEFT if row.accepted_at else Kind.DECLINED
        StoryNews.objects.tell(story.author_keys, kind, story, by=reader)
    elif row.accepted_at:
        StoryNews.objects.tell([reader.pk], Kind.TAKEN_OFF, story, by=by)
