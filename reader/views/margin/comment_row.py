"""A comment among the reader's others."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpResponse
from django.shortcuts import render

from reader.actions.margin.may_comment import why_closed
from reader.models import Comment, Passage
from reader.models.margin.answers import load_answers, with_said_after
from reader.models.margin.comment import CommentQuerySet
from reader.models.margin.passage import recall_words
from reader.web.request import HtmxHttpRequest, SignedInRequest

ROW = "said-"
"""What the id of a row begins with."""


def is_in_list(request: HtmxHttpRequest) -> bool:
    """Whether a form of htmx stands in the list of comments, not in a chapter's margin."""
    return (request.htmx.target or "").startswith(ROW)


def described_rows(request: SignedInRequest, keys: Sequence[int]) -> list[Comment]:
    """A reader's own comments of these keys, in that order, with what a row shows: where each
    stands, what became of its words, what was answered, `is_closed`, whether they may not say other
    words there, and `shut`, whether its chapter can't be read any more: then what was answered is
    shown as in the thread, to whoever still says something there. Two queries."""
    found = _described(request).in_bulk(keys)
    rows = [found[key] for key in keys if key in found]
    for comment in rows:
        if comment.passage:
            comment.passage.chapter = comment.chapter
        comment.is_closed = bool(why_closed(request.user, comment.chapter, *_thread(comment)))
        if comment.shut:
            comment.said_after = 0
    recall_words([row.passage for row in rows if row.passage], request.user)
    withheld = [row for row in rows if row.shut and row.deleted_at]
    load_answers([row for row in rows if row not in withheld], request.user)
    return rows


def _described(request: SignedInRequest) -> CommentQuerySet:
    return (
        with_said_after(Comment.objects.filter(reader=request.user), request.user)
        .with_words_now()
        .with_shut(request.user)
        .select_related("chapter__story", "passage__origin__chapter__story", "parent")
        .defer("parent__source", "parent__html", "parent__search_text",
               "chapter__story__summary", "passage__origin__text", "passage__origin__blocks",
               "passage__origin__source", "passage__origin__places")
    )  # fmt: skip


def _thread(comment: Comment) -> tuple[Passage | None, Comment]:
    """What may be closed where a comment stands."""
    return comment.passage, comment.parent or comment


def comment_row(request: SignedInRequest, pk: int, message: str = "") -> HttpResponse:
    """A comment among the others as it is now, or that it is gone; and what there is to say."""
    rows = described_rows(request, [pk])
    context = {
        "comment": rows[0] if rows else None,
        "pk": pk,
        "message": message,
        "turned_to": True,
    }
    return render(request, "margin/_comment_row.html", context)
