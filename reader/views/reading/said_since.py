"""What others said on a chapter since some moment."""

from __future__ import annotations

from datetime import timedelta

from django.core.exceptions import BadRequest
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone

from reader.models import Comment
from reader.models.margin.comment import CommentQuerySet
from reader.models.viewer import Viewer, key_of
from reader.text.whole_numbers import whole_number

LONGEST = 24 * 3600
"""Seconds of a reading; who took longer is told of the last ones."""
MOST_LOOKED_AT = 100
"""The newest comments on the chapter, found by an index, among which those are that are told."""


def said_since(chapter: int, reader: Viewer, seconds: int) -> CommentQuerySet:
    """What others said that still says something, in the last `seconds`, by a chapter's key."""
    spoken = Comment.objects.spoken().filter(chapter=chapter)
    newest = spoken.order_by("-pk").values("pk")[:MOST_LOOKED_AT]
    since = timezone.now() - timedelta(seconds=seconds)
    is_new = Q(created_at__gt=since) | Q(approved_at__gt=since)
    said = Comment.objects.filter(is_new, pk__in=newest)
    own = key_of(reader)
    return said.exclude(reader=own) if own else said


def seconds_asked(request: HttpRequest) -> int:
    """The `seconds` that a request names. Raises BadRequest."""
    seconds = whole_number(request.GET.get("seconds", ""))
    if seconds is None:
        raise BadRequest("“seconds” must be a number: how long the chapter was read.")
    return min(seconds, LONGEST)
