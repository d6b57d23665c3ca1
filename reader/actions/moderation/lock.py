"""Closing a thread, or a chapter, to further talk for moderators, and opening it again."""

from __future__ import annotations

from reader.actions.margin.close_talk import close, open_again
from reader.models.inbox.follow import thread_of
from reader.models.library.chapter import Chapter
from reader.models.margin.comment import Comment
from reader.models.moderation.kind import Reported


def lock(thing: Reported) -> None:
    """Close the thread of a comment, or a chapter."""
    if isinstance(thing, Comment):
        close(thread_of(thing))
    elif isinstance(thing, Chapter):
        close(thing)


def unlock(thing: Reported) -> None:
    """Undo that."""
    if isinstance(thing, Comment):
        open_again(thread_of(thing))
    elif isinstance(thing, Chapter):
        open_again(thing)
