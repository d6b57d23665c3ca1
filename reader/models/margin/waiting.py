"""What waits in the margins of somebody's stories until they have looked."""

from __future__ import annotations

from reader.models.library.story import Story
from reader.models.margin.comment import Comment, CommentQuerySet
from reader.models.margin.comment_states import SILENT
from reader.models.people.reader import Reader


def waiting_for(author: Reader) -> CommentQuerySet:
    """Comments that are held on the stories that a reader writes, by others, the oldest first; what
    readers reported waits for moderators. An index has the few that are silent."""
    own = Story.objects.by(author).order_by().values("pk")
    others = waiting_comments().filter(SILENT, chapter__story__in=own).exclude(reader=author)
    return others.order_by("held_at", "pk")


def waiting_comments() -> CommentQuerySet:
    """All comments that wait for the authors of their stories."""
    held = Comment.objects.filter(held_at__isnull=False, hidden_at=None, deleted_at=None)
    return held.exclude(held_for=Comment.HeldFor.REPORTS)
