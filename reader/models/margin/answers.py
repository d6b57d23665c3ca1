"""What others answered to comments: in a reply, or by speaking later on the same words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    Subquery,
    When,
    Window,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, RowNumber

from reader.models.library.chapter import Chapter
from reader.models.margin.comment import Comment, CommentQuerySet
from reader.models.viewer import Viewer
from reader.models.visibility import heard

MOST_SHOWN = 2
"""Answers to a comment that are shown beside it: the newest."""


def is_answered(reader: Viewer) -> Combinable | Q:
    """That somebody else whose words the reader sees replied to a comment of theirs, or spoke later
    on the same words, where the reader may still read these."""
    replied = Exists(_others(reader, answers=OuterRef("pk")))
    # Brought from elsewhere, or written before it was kept whom a reply answers.
    brought = Exists(_others(reader, answers=None, parent=OuterRef("pk")))
    open_to = {"chapter__in": Chapter.objects.visible_to(reader)}
    return replied | brought | Q(Exists(_said_after(reader)), parent=None, **open_to)


def with_said_after(comments: CommentQuerySet, reader: Viewer) -> CommentQuerySet:
    """With `said_after`: of what begins a thread on words, how many threads others began later on
    the same words."""
    counted = _said_after(reader).order_by().values("passage").values(count=Count("pk"))
    begun = When(parent=None, then=Coalesce(Subquery(counted), 0))
    said_after = {"said_after": Case(begun, default=0, output_field=IntegerField())}
    return comments.annotate(**said_after)


def load_answers(comments: Sequence[Comment], reader: Viewer) -> None:
    """Load onto a reader's comments their `newest_answers`, and how many there are. One query."""
    by_key = {comment.pk: comment for comment in comments}
    to = Coalesce("answers", "parent")
    newest = (F("created_at").desc(), F("pk").desc())
    replies = (
        Comment.objects.spoken()
        .filter(heard(reader))
        .filter(Q(answers__in=by_key) | Q(answers=None, parent__in=by_key))
        .exclude(reader__in={comment.reader_id for comment in comments})
        .annotate(to=to, of_all=Window(Count("pk"), partition_by=to))
        .annotate(nth=Window(RowNumber(), partition_by=to, order_by=newest))
        .filter(nth__lte=MOST_SHOWN)
        .select_related("reader")
        .order_by("created_at", "pk")
    )
    for reply in replies if by_key else ():
        comment = by_key[reply.to]
        comment.newest_answers = [*comment.newest_answers, reply]
        comment.answer_count = reply.of_all


def _others(viewer: Viewer, **where: Any) -> CommentQuerySet:
    """What others than the reader of the outer comment say that they, the viewer, see."""
    said = Comment.objects.spoken().filter(heard(viewer), **where)
    return said.exclude(reader=OuterRef("reader"))


def _said_after(viewer: Viewer) -> CommentQuerySet:
    """What others said later on the words of the outer comment, without a reply."""
    here = {"chapter": OuterRef("chapter"), "passage": OuterRef("passage")}
    return _others(viewer, **here, parent=None, created_at__gt=OuterRef("created_at"))
