"""Closing a thread, or a chapter, to further talk for moderators, and opening it again."""

from __future__ import annotations

from datetime import datetime

from reader.actions.margin import close_talk
from reader.models.inbox.follow import Thread, thread_of
from reader.models.library.chapter import Chapter
from reader.models.margin.comment import Comment
from reader.models.moderation.kind import Reported


def lock(thing: Reported, at: datetime) -> None:
    """Close the thread of a comment, or a chapter. `at` is when it was decided."""
    closable = _closable(thing)
    if closable is not None:
        close_talk.lock(closable, at)


def unlock(thing: Reported, at: datetime) -> None:
    """Undo that."""
    closable = _closable(thing)
    if closable is not None:
        close_talk.unlock(closable, at)


def _closable(thing: Reported) -> Chapter | Thread | None:
    if isinstance(thing, Comment):
        return thread_of(thing)
    return thing if isinstance(thing, Chapter) else None
