"""New stamps for chapters: that something which is seen of them has changed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from django.db import models
from django.db.models import Case, Value, When
from django.db.models.functions import Cast, Concat, Left

from reader.models.stamps import MOST_CHANGES, new_stamp

Stamped = TypeVar("Stamped", bound=models.Model)


class StampedQuerySet(models.QuerySet[Stamped]):
    """Chapters, each with a stamp of its text, of the marks on its words, of the comments on it."""

    def touch(self) -> None:
        """Give the chapters a new stamp: what is kept in the cache under the old one is old."""
        self.update(stamp=new_stamp())

    def touch_words(self, start: int, end: int) -> int:
        """Say that what is seen on a stretch of the present text, in code points, has changed: only
        its blocks are painted anew. Gives the number of chapters."""
        return self.touch_stretches([(start, end)])

    def touch_stretches(self, stretches: Iterable[tuple[int, int]]) -> int:
        """The same of several stretches, as one change."""
        stamp = new_stamp()
        text = models.TextField()
        first = Concat(Cast("margin_stamp", text), Value(":0-0 ", text))
        earlier = Case(When(margin_changes="", then=first), default="margin_changes")
        said = "".join(f"{stamp}:{start}-{end} " for start, end in stretches)
        changes = Concat(Value(said, text), earlier)
        return self.update(margin_stamp=stamp, margin_changes=Left(changes, MOST_CHANGES))

    def touch_comments(self) -> None:
        """Say that the comments on the chapters as a whole have changed."""
        self.update(comments_stamp=new_stamp())
