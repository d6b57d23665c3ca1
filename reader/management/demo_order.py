"""How the author keeps order in the margins of the demo library."""

from __future__ import annotations

from datetime import datetime

from reader.actions.margin.keep_order import hide, hold, pin
from reader.models import Comment


def keep_order(comment: Comment, act: str, word: str, at: datetime) -> None:
    """Pin a comment, hold it until the author has looked, or hide it with a word to its writer."""
    author = comment.chapter.story.author
    if act == "pin":
        pin(comment, author)
    elif act == "hold":
        hold(comment, Comment.HeldFor.APPROVAL)
        Comment.objects.filter(pk=comment.pk).update(held_at=at, moderated_at=at)
    else:
        hide(comment, author, word)
        Comment.objects.filter(pk=comment.pk).update(hidden_at=at, moderated_at=at)
