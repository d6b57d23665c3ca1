"""Keeping order where one reads: what an author does on their own story, and what a moderator does
there, which is a decision like those at the desk."""

from __future__ import annotations

from django.db import transaction

from reader.actions.margin import keep_order
from reader.actions.margin.close_talk import ClosedByModerators, close, open_again, unlock
from reader.actions.margin.keep_order import NotYours
from reader.actions.moderation.appeal import closing_of, hiding_of, reverse
from reader.actions.moderation.decide import NotTheirs, Verdict, decide_about, write_down
from reader.actions.moderation.out_of_sight import LOOKED_AT
from reader.models.closed_by import ClosedBy
from reader.models.inbox.follow import Thread, thread_of
from reader.models.library.chapter import Chapter
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
    """As `keep_order.show_again`. What an author hid a moderator shows by a decision, too. Raises
    NotYours."""
    decision = hiding_of(comment)
    if decision is None and _is_authors(comment, by):
        keep_order.show_again(comment, by)
        return
    if not by.moderates:
        raise NotYours("A moderator hid this comment: only a moderator can show it again.")
    try:
        if decision is not None:
            reverse(decision, by=by)
        else:
            _show_what_an_author_hid(comment, by)
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
    _close(comment, thread_of(comment), by)


def open_thread(comment: Comment, by: Reader) -> None:
    """Undo that. Raises NotYours."""
    _open(comment, thread_of(comment), by)


def close_chapter(chapter: Chapter, by: Reader) -> None:
    """Let nobody say anything more on a chapter. Raises NotYours."""
    _close(chapter, chapter, by)


def open_chapter(chapter: Chapter, by: Reader) -> None:
    """Undo that. Raises NotYours."""
    _open(chapter, chapter, by)


def _close(named: Comment | Chapter, what: Chapter | Thread, by: Reader) -> None:
    """Close what is named by a comment, or is the chapter itself."""
    if _is_authors(named, by):
        close(what)
    elif what.closed_by != ClosedBy.MODERATOR:
        try:
            decide_about(named, Verdict(Decision.Action.LOCK), by=by)
        except NotTheirs:
            raise NotYours(ANOTHERS) from None


def _open(named: Comment | Chapter, what: Chapter | Thread, by: Reader) -> None:
    decision = closing_of(what) if by.moderates else None
    try:
        if decision is not None:
            reverse(decision, by=by)
        elif _is_authors(named, by):
            open_again(what)
        else:
            _open_what_no_decision_closed(named, what, by)
    except NotTheirs:
        raise NotYours(ANOTHERS) from None
    except ClosedByModerators:
        raise NotYours("Moderators closed this: they alone open it again.") from None


@transaction.atomic
def _open_what_no_decision_closed(
    named: Comment | Chapter, what: Chapter | Thread, by: Reader
) -> None:
    write_down(named, Decision.Action.OPEN, by=by)
    unlock(what, None)


@transaction.atomic
def _show_what_an_author_hid(comment: Comment, by: Reader) -> None:
    write_down(comment, Decision.Action.SHOW, by=by)
    keep_order.show_again(comment, by)


def _is_authors(thing: Comment | Chapter, by: Reader) -> bool:
    """Whether somebody does this as the author of the story, not as a moderator."""
    story = thing.story if isinstance(thing, Chapter) else thing.chapter.story
    return not by.moderates or story.is_by(by)
