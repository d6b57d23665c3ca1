"""Comments in pages."""

from __future__ import annotations

from django.core.paginator import Page, Paginator

from reader.models import Comment
from reader.models.margin.comment import CommentQuerySet
from reader.models.margin.folding import load_replies
from reader.models.margin.sight import Sight

COMMENTS_ON_A_PAGE = 50
"""Of one thread."""
THREADS_ON_A_PAGE = 10
"""Of those on a chapter as a whole, each with some replies."""


def comment_page(
    comments: CommentQuerySet,
    number: int | str | None,
    sight: Sight,
    wanted: Comment | None = None,
    *,
    most: int = COMMENTS_ON_A_PAGE,
) -> Page[Comment]:
    """A page of at `most` so many of those comments on one story that somebody sees, the nearest to
    `number` that there is; on the first, pinned ones stand before them. The replies to each are
    folded, but for one that is `wanted`."""
    standing = comments.standing(sight).with_readers()
    page = Paginator(standing.filter(pinned_at=None), most).get_page(number)
    shown = list(page.object_list)
    page.object_list = [*standing.pinned(), *shown] if page.number == 1 else shown
    load_replies(page.object_list, wanted, sight)
    return page
