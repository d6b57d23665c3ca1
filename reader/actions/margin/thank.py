"""Thanking for a chapter or a comment, and taking it back."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from reader.actions.apart import refuse_apart
from reader.models.inbox.notification import Notification
from reader.models.inbox.thanks import Thanked, Thanks, about
from reader.models.library.chapter import Chapter
from reader.models.margin.comment import Comment
from reader.models.people.reader import Reader
from reader.models.stamps import new_stamp


class OwnWords(Exception):
    """Nobody thanks themselves."""


def whom_to_thank(what: Thanked) -> list[int]:
    """The keys of the readers who wrote it."""
    return [what.reader_id] if isinstance(what, Comment) else what.story.author_keys


@transaction.atomic
def thank(reader: Reader, what: Thanked) -> None:
    """Let a reader thank for a chapter or a comment. Once more changes nothing. Raises OwnWords,
    and Apart where there is a block between the two."""
    if reader.pk in whom_to_thank(what):
        raise OwnWords
    refuse_apart(reader, *whom_to_thank(what))
    _hold_chapter(what)
    row, is_new = Thanks.objects.get_or_create(reader=reader, **about(what))
    taken_back = Thanks.objects.filter(pk=row.pk, taken_back_at__isnull=False)
    again = taken_back.update(taken_back_at=None, at=timezone.now())
    if is_new or again:
        _show(what)
    if again:
        _count_for_whom(what)


@transaction.atomic
def take_back(reader: Reader, what: Thanked) -> None:
    """Undo that; whoever was told of it, and has not read it yet, is not any more."""
    _hold_chapter(what)
    given = Thanks.objects.given().filter(reader=reader, **about(what))
    if given.update(taken_back_at=timezone.now()):
        _show(what)
        _count_for_whom(what)


def _count_for_whom(what: Thanked) -> None:
    """Count anew what is unread for whoever wrote it: they may have been told already."""
    thanked = Reader.objects.filter(pk__in=whom_to_thank(what))
    Notification.objects.count_for_all(thanked)


def _hold_chapter(what: Thanked) -> None:
    """Where its stamp will change: the chapter is held before the comment, everywhere."""
    if isinstance(what, Comment) and what.passage_id is None:
        chapter = Chapter.with_deleted.filter(pk=what.chapter_id)
        chapter.select_for_update(no_key=True).values_list("pk").first()


def _show(what: Thanked) -> None:
    """Count anew, and say that what everybody sees of it has changed."""
    if isinstance(what, Chapter):
        what.touch_comments()
        return
    Thanks.objects.count_on([what.pk])
    if what.passage_id is None:
        Comment.objects.filter(pk=what.begun_by).update(thanks_stamp=new_stamp())
        what.chapter.touch_comments()
