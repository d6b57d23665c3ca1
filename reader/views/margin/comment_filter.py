"""Which of their comments a reader asks to see: all of it stands in the query string."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

from django.db.models import Q
from django.http import QueryDict

from reader.models import Comment, Reader
from reader.models.margin.answers import is_answered
from reader.models.margin.comment import CommentQuerySet
from reader.text.whole_numbers import whole_number

ANSWERED = {"": "All", "no": "Unanswered", "yes": "Answered"}
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
LATEST = 250_000_000_000_000_000
"""Microseconds since the epoch, in the year 9892: later ones are no time that Python knows."""


@dataclass(frozen=True)
class CommentFilter:
    """Words, a story's slug, and whether somebody answered; an empty string asks for nothing."""

    q: str = ""
    story: str = ""
    answered: str = ""

    @classmethod
    def from_query(cls, query: QueryDict) -> CommentFilter:
        """What a query string asks for; what makes no sense in it asks for nothing."""
        words = " ".join(query.get("q", "").split())[:200]
        answered = query.get("answered", "")
        return cls(
            q=words,
            story=query.get("story", "")[:80],
            answered=answered if answered in ANSWERED else "",
        )

    def matching(self, comments: CommentQuerySet, reader: Reader) -> CommentQuerySet:
        """Those of a reader's comments that are asked for, the newest first."""
        found = comments.matching(self.q)
        if self.story:
            found = found.filter(chapter__story__slug=self.story)
        if self.answered == "yes":
            found = found.filter(is_answered(reader))
        elif self.answered == "no":
            found = found.spoken().exclude(is_answered(reader))
        return found.order_by("-created_at", "-pk")

    @property
    def is_narrowed(self) -> bool:
        return bool(self.q or self.story or self.answered)

    @property
    def query_string(self) -> str:
        """The query string that asks for this, and no more than it must."""
        asked = {"q": self.q, "story": self.story, "answered": self.answered}
        return urlencode({name: value for name, value in asked.items() if value})

    def choices(self) -> Iterator[tuple[str, str, str]]:
        """Each choice of whether somebody answered, its label, and the query string of it."""
        for answered, label in ANSWERED.items():
            yield answered, label, replace(self, answered=answered).query_string


def key_of(comment: Comment) -> str:
    """What names a comment's place in time: the page after it begins there, also once it is
    deleted."""
    return f"{(comment.created_at - EPOCH) // MICROSECOND}-{comment.pk}"


def before(comments: CommentQuerySet, key: str) -> CommentQuerySet:
    """Those that come before such a place; all of them where it is none."""
    time, _, pk = key.partition("-")
    since, last = whole_number(time, LATEST), whole_number(pk)
    if since is None or last is None:
        return comments
    at = EPOCH + since * MICROSECOND
    # The first condition is all that an index needs.
    return comments.filter(Q(created_at__lt=at) | Q(pk__lt=last), created_at__lte=at)
