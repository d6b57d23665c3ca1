"""What is told of the talk on words that somebody may not read any more: what they said there, and
what was answered."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from reader.models.margin.comment import Comment
from reader.models.margin.sight import Sight


def own_threads_alone(sight: Sight, passages: QuerySet) -> Sight:
    """What somebody sees, without the threads on these passages in which they said nothing."""
    here = Comment.objects.filter(passage__in=passages.order_by().values("pk")).order_by()
    own = here.filter(reader=sight.own, deleted_at=None)
    spoken = Q(pk__in=own.values("pk")) | Q(pk__in=own.exclude(parent=None).values("parent"))
    others = here.filter(parent=None).exclude(spoken).values_list("pk", flat=True)
    hidden = sight.hidden
    return sight._replace(hidden=hidden._replace(comments=hidden.comments.union(others)))
