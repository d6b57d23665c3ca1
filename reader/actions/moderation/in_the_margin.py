"""Keeping order where one reads: what an author does on their own story, and what a moderator does
there, which is a decision like those at the desk."""

from __future__ import annotations

from reader.actions.margin import keep_order
from reader.actions.margin.close_talk import ClosedByModerators, close, open_again
from reader.actions.margin.keep_order import NotYours
from reader.actions.moderation.appeal import closing_of, hiding_of, reverse
from reader.actions.moderation.decide import NotTheirs, Verdict, decide_about
from reader.actions.moderation.out_of_sight import LOOKED_AT
from reader.models.closed_by import ClosedBy
from reader.models.inbox.follow import thread_of
from reader.models.margin.comment import Comment
from reader.models.moderation.decision import Decision
from reader.models.people.reader import Reader

ANOTHERS = "Another moderator said this: an administrator decides about it."


def hide(comment: Comment, by: Reader, word: str = "") -> None:
    """As `keep_order.hide`. Raises NotYours."""
    if not by.moderates or comment.reader_id == by.pk or comment.chapter.story.is_by(by):
        keep_order.hide(comment, by, word)
        return
    try:
        decide_about(comment, Verdict(Decision.Action.HIDE, word.strip()), by=by)
    except NotTheirs:
        raise NotYours(ANOTHERS) from None
    comment.refresh_from_db()


def show_again(comment: Comment, by: Reader) -> None:
    """As `keep_order.show_again`. Raises NotYours."""
    decision = hiding_of(comment)
    if decision is None:
        keep_order.show_again(comment, by)
        return
    if not by.moderates:
        raise NotYours("A moderator hid this comment: only a moderator can show it again.")
    try:
        reverse(decision, by=by)
    except NotTheirs:
        raise NotYours(ANOTHERS) from None
    comment.refresh_from_db()


def approve(comment: Comment, by: Reader) -> None:
    """As `keep_order.approve`; but what readers reported only moderators let go. Raises
    NotYours."""
    if comment.held_for == Comment.HeldFor.REPORTS and not by.moderates:
        raise NotYours("Readers reported this comment: moderators look at it.")
    if comment.held_for not in LOOKED_AT or not by.moderates or comment.reader_id == by.pk:
        keep_order.approve(comment, by)
        return
    decide_about(comment, Verdict(Decision.Action.NOTHING), by=by)
    comment.refresh_from_db()


def close_thread(comment: Comment, by: Reader) -> None:
    """Let nobody add to the thread of a comment. Raises NotYours."""
    thread = thread_of(comment)
    if not by.moderates or comment.reader_id == by.pk or comment.chapter.story.is_by(by):
        close(thread)
    elif thread.closed_by != ClosedBy.MODERATOR:
        try:
            decide_about(comment, Verdict(Decision.Action.LOCK), by=by)
        except NotTheirs:
            raise NotYours(ANOTHERS) from None


def open_thread(comment: Comment, by: Reader) -> None:
    """Undo that. Raises NotYours."""
    thread = thread_of(comment)
    decision = closing_of(thread) if by.moderates else None
    try:
        if decision is not None:
            reverse(decision, by=by)
        else:
            open_again(thread)
    except NotTheirs:
        raise NotYours(ANOTHERS) from None
    except ClosedByModerators:
        raise NotYours("Moderators closed this: they alone open it again.") from None
