"""Handing a story over: whose it is changes, and nothing of what readers wrote on it."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from reader.actions.apart import refuse_apart
from reader.actions.library.questions import forget_question
from reader.models.inbox.waiting import tell_nothing_where_nothing_waits
from reader.models.library.co_author import CoAuthor
from reader.models.library.offer import Offer
from reader.models.library.revision import Revision
from reader.models.library.story import Story
from reader.models.library.story_news import StoryNews
from reader.models.library.upload import Upload
from reader.models.people.reader import Reader
from reader.models.people.suspension import refuse_suspended

Kind = StoryNews.Kind
ORPHANS = "orphans:of-all"
"""The username of whom orphaned stories belong to: nobody can sign up with a colon in it."""
ANONYMOUS = "An anonymous author"


class CannotHandOver(Exception):
    """Why a story cannot get another author, in a sentence."""


@transaction.atomic
def offer_story(story: Story, reader: Reader) -> None:
    """Ask a reader to take a story over, and nobody else any more. Until they do nothing changes.
    Raises CannotHandOver, and Apart where there is a block between the two."""
    story.hold()
    if reader.pk == story.author_id:
        raise CannotHandOver("This story is yours already.")
    refuse_apart(story.author, reader.pk)
    known = Offer.objects.filter(story=story).select_related("reader").first()
    if known and known.reader_id == reader.pk:
        return
    if known:
        end_offer(story)
    Offer.objects.create(story=story, reader=reader)
    StoryNews.objects.tell([reader.pk], Kind.OFFERED, story, by=story.author)


@transaction.atomic
def end_offer(story: Story, *, by: Reader | None = None) -> None:
    """Withdraw what was offered; or, `by` whom it was offered to, refuse it. The other is told."""
    story.hold()
    offer = Offer.objects.filter(story=story).first()
    if offer is None or (by and by.pk != offer.reader_id):
        return
    offer.delete()
    forget_question(story, offer.reader_id, Kind.OFFERED)
    if by:
        StoryNews.objects.tell([story.author_id], Kind.REFUSED, story, by=by)
    else:
        StoryNews.objects.tell([offer.reader_id], Kind.WITHDRAWN, story, by=story.author)


@transaction.atomic
def take_over(story: Story, reader: Reader) -> None:
    """Accept what was offered: the story is theirs from now on, and all who wrote it are told.
    Raises DoesNotExist where it is not offered to them any more, Apart where there is a block
    between them by now, and Suspended."""
    refuse_suspended(reader)
    story.hold()
    refuse_apart(reader, story.author_id)
    Offer.objects.get(story=story, reader=reader).delete()
    before = [key for key in story.author_keys if key != reader.pk]
    give_to(story, reader)
    forget_question(story, reader.pk, Kind.OFFERED)
    StoryNews.objects.tell(before, Kind.TAKEN_OVER, story, by=reader)


@transaction.atomic
def orphan(story: Story) -> None:
    """Take its author's name off a story for good. It is theirs who wrote it with them, the first
    to come; else nobody's. What readers wrote on it stays. Raises CannotHandOver for what is not
    published: nobody would ever see it again."""
    story.hold()
    author, heir = story.author, _first_co_author(story)
    if heir is None and story.is_draft:
        raise CannotHandOver("Only a published story can be left to the library.")
    Offer.objects.filter(story=story).delete()
    give_to(story, heir or anonymous_author())
    Revision.objects.filter(chapter__story=story, by=author).update(by=None)
    if heir:
        others = [key for key in story.author_keys if key != author.pk]
        StoryNews.objects.tell(others, Kind.ORPHANED, story)


@transaction.atomic
def give_to(story: Story, reader: Reader) -> None:
    """Make a story a reader's: at their desk, with their name on the cover."""
    story.hold()
    CoAuthor.objects.filter(story=story, reader=reader).delete()
    Upload.objects.filter(story=story, reader=story.author_id).update(story=None, plan=None)
    story.author, story.byline = reader, ""
    story.save(update_fields=["author", "byline"])
    story.name_co_authors()
    tell_nothing_where_nothing_waits([story.pk])


def give_to_co_authors(author: Reader) -> None:
    """Give the stories that a reader wrote with others to these: each to who came to it first."""
    shared = Story.with_deleted.filter(author=author)
    for story in shared.filter(pk__in=CoAuthor.objects.accepted().values("story")):
        heir = _first_co_author(story)
        if heir:
            give_to(story, heir)


def anonymous_author() -> Reader:
    """Whose stories are whose author left them to the library: an account that nobody has."""
    gone = {"name": ANONYMOUS, "is_active": False, "left_at": timezone.now(), "password": "!"}
    reader, _ = Reader.objects.get_or_create(username=ORPHANS, defaults=gone)
    return reader


def _first_co_author(story: Story) -> Reader | None:
    row = story.co_authors.accepted().select_related("reader").first()
    return row.reader if row else None
