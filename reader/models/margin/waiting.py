"""What waits in the margins of somebody's stories until they have looked."""

from __future__ import annotations

from reader.models.library.story import Story
from reader.models.margin.comment import Comment, CommentQuerySet
from reader.models.margin.comment_states import SILENT
from reader.models.people.reader import Reader


def waiting_for(author: Reader) -> CommentQuerySet:
    """Comments that are held on the stories that a reader writes, by others, the oldest first; what
    readers reported waits for moderators. An index has the few that are silent."""
    held = Comment.objects.filter(SILENT, held_at__isnull=False, hidden_at=None, deleted_at=None)
    own = Story.objects.by(author).order_by().values("pk")
    others = held.filter(chapter__story__in=own).exclude(reader=author)
    return others.exclude(held_for=Comment.HeldFor.REPORTS).order_by("held_at", "pk")
