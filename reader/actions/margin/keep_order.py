"""Keeping order in the margins of a story: its author does, and moderators do. Each decision is
told to the writer of the comment (`actions/inbox/moderation.py`); nothing is deleted."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from reader.actions.count_again import count_again_of
from reader.actions.refused import Refused
from reader.models.inbox.notification import Notification
from reader.models.margin.comment import Comment
from reader.models.moderation.case import Case
from reader.models.moderation.kind import Kind
from reader.models.people.reader import Reader
from reader.models.visibility import keeps_order

HiddenBy = Comment.HiddenBy
MOST_PINNED = 3
"""Comments that an author may have stand first on one chapter, and on its words."""
TOO_MANY_PINNED = f"{MOST_PINNED} comments are pinned on this chapter. Unpin one of them first."


class NotYours(Exception):
    """Somebody may not decide this; the sentence says why."""


def hide(comment: Comment, by: Reader, word: str = "") -> None:
    """Take a comment out of everybody's sight but its writer's and that of those who keep order,
    with a word to its writer or without. Raises NotYours."""
    _hold_to_order(comment, by)
    if comment.reader_id == by.pk:
        raise NotYours("These are your own words: you can delete them.")
    as_moderator = not comment.chapter.story.is_by(by)
    comment.hide(HiddenBy.MODERATOR if as_moderator else HiddenBy.AUTHOR, word.strip())
    count_again_of(Notification.objects.filter(comment=comment))


def show_again(comment: Comment, by: Reader) -> None:
    """Undo that. What a moderator hid only a moderator shows again. Raises NotYours."""
    _hold_to_order(comment, by)
    if comment.hidden_by != HiddenBy.AUTHOR and not by.moderates:
        raise NotYours("A moderator hid this comment: only a moderator can show it again.")
    comment.unhide()
    count_again_of(Notification.objects.filter(comment=comment))


def hold(comment: Comment, why: str) -> None:
    """Keep a comment out of sight until somebody has looked: for one of `Comment.HeldFor`. What
    is not for its approval alone waits at the moderators' desk, too."""
    comment.hold(why)
    count_again_of(Notification.objects.filter(comment=comment))
    with transaction.atomic():
        have_looked_at(comment)


def have_looked_at(comment: Comment) -> None:
    """Have a held comment wait at the moderators' desk, unless it waits for its approval alone,
    which is the affair of the story's author. To be called in a transaction."""
    if comment.held_for and comment.held_for != Comment.HeldFor.APPROVAL:
        Case.objects.open_for(Kind.COMMENT, comment.pk, comment.reader_id)


def approve(comment: Comment, by: Reader) -> None:
    """Have everybody see a comment that was held. Those who follow the thread are told then. Raises
    NotYours."""
    _hold_to_order(comment, by)
    if comment.reader_id == by.pk:
        raise NotYours("These are your own words: somebody else looks at them.")
    comment.approve()
    count_again_of(Notification.objects.filter(comment=comment))
    Case.objects.unreported(Kind.COMMENT, comment.pk).update(closed_at=timezone.now())


def pin(comment: Comment, by: Reader) -> None:
    """Have a comment that begins a thread stand first, on its chapter or among those on its words:
    the author's word alone. Raises NotYours, and Refused with a sentence."""
    _hold_to_author(comment, by)
    if comment.parent_id or comment.silent:
        raise Refused(
            "Only a comment that begins a thread, and that everybody sees, can be pinned."
        )
    with transaction.atomic():
        comment.touch()  # which has the next one who pins here wait
        beside = Comment.objects.spoken().pinned().filter(chapter=comment.chapter_id)
        if beside.exclude(pk=comment.pk).count() >= MOST_PINNED:
            raise Refused(TOO_MANY_PINNED)
        comment.pinned_at = timezone.now()
        comment.save(update_fields=["pinned_at"])


def unpin(comment: Comment, by: Reader) -> None:
    """Let it stand where it was said. Raises NotYours."""
    _hold_to_author(comment, by)
    with transaction.atomic():
        comment.touch()
        comment.pinned_at = None
        comment.save(update_fields=["pinned_at"])


def _hold_to_author(comment: Comment, by: Reader) -> None:
    if not comment.chapter.story.is_by(by):
        raise NotYours("Only the author of the story can pin comments.")


def _hold_to_order(comment: Comment, by: Reader) -> None:
    if not keeps_order(by, comment.chapter.story.author_keys):
        raise NotYours("Only the author of the story and moderators can do this.")
