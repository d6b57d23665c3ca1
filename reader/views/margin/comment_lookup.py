"""The comment that a request is about."""

from __future__ import annotations

from django.http import HttpRequest

from reader.models import Comment, Reader
from reader.models.inbox.follow import with_muted
from reader.models.margin.comment import CommentQuerySet
from reader.models.visibility import unseen
from reader.views.reading.readable_chapter import hide_if_unreadable
from reader.views.site.errors import NotHere


def described_comments() -> CommentQuerySet:
    """Comments with what it takes to say where they stand."""
    return Comment.objects.select_related(
        "reader", "chapter__story__author", "chapter__revision", "passage__revision",
        "passage__chapter__story",
    )  # fmt: skip


def visible_comment(request: HttpRequest, pk: int, *, voice: Reader | None = None) -> Comment:
    """A comment that the reader may see. For a `voice`, somebody who answers it, its passage knows
    whether they muted it. Raises Http404."""
    comments = described_comments().visible_to(request.user)
    if voice:
        comments = with_muted(comments, voice, "passage")
    found = comments.filter(pk=pk).first()
    if found is None:
        raise NotHere("There is no such comment, or not any more.")
    if voice and found.passage:
        found.passage.muted = found.muted
    return found


def is_heard(request: HttpRequest, comment: Comment) -> bool:
    """Whether the reader sees what its writer says."""
    return comment.reader_id not in unseen(request.user).readers


def own_comment(request: HttpRequest, pk: int, *, to_delete: bool = False) -> Comment:
    """One's own, also one that is held, or on a chapter that one may not read any more: it can be
    corrected and deleted as long as it is there. One that is hidden can be deleted. Raises
    Http404."""
    found = described_comments().filter(reader=request.user.pk, pk=pk).first()
    if found is None or found.deleted_at or (found.hidden_at and not to_delete):
        raise NotHere("You have no such comment.")
    if hide_if_unreadable(request.user, found.chapter) and found.passage:
        found.passage.chapter = found.chapter
    return found
