"""Which of their highlights a reader asks to see: all of it stands in the query string."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.db.models import F, Max, Window
from django.http import QueryDict

from reader.models import Highlight, Reader
from reader.models.margin.highlight import HighlightQuerySet

LABELS = {"story": "By story", "colour": "By colour", "date": "By date"}
ORDERS: dict[str, tuple[Any, ...]] = {
    "story": ("-latest", "passage__chapter__story",
              F("passage__chapter__number").asc(nulls_last=True),
              "passage__chapter", "passage__start", "pk"),
    "colour": ("colour", "-created_at", "-pk"),
    "date": ("-created_at", "-pk"),
}  # fmt: skip


@dataclass(frozen=True)
class HighlightFilter:
    """Words, a colour, a story's slug, and an order; an empty string asks for nothing."""

    q: str = ""
    colour: str = ""
    story: str = ""
    by: str = "story"

    @classmethod
    def from_query(cls, query: QueryDict) -> HighlightFilter:
        """What a query string asks for; what makes no sense in it asks for nothing."""
        words = " ".join(query.get("q", "").split())[:200]
        colour, by = query.get("colour", ""), query.get("by", "")
        return cls(
            q=words,
            colour=colour if colour in Highlight.Colour.values else "",
            story=query.get("story", "")[:80],
            by=by if by in ORDERS else "story",
        )

    def matching(self, highlights: HighlightQuerySet) -> HighlightQuerySet:
        """Those that are asked for, in order; by story, the one that was marked last is first."""
        found = highlights.matching(self.q)
        if self.colour:
            found = found.filter(colour=self.colour)
        if self.story:
            found = found.filter(passage__chapter__story__slug=self.story)
        latest = Window(Max("created_at"), partition_by=F("passage__chapter__story"))
        return found.annotate(latest=latest).order_by(*ORDERS[self.by])

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but the order was asked for."""
        return bool(self.q or self.colour or self.story)

    @property
    def query_string(self) -> str:
        """The query string that asks for this, and no more than it must."""
        asked = {}
        if self.q:
            asked["q"] = self.q
        if self.colour:
            asked["colour"] = self.colour
        if self.story:
            asked["story"] = self.story
        if self.by != "story":
            asked["by"] = self.by
        return urlencode(asked)

    def orders(self) -> Iterator[tuple[str, str, str]]:
        """Each order, its label, and the query string that asks for it."""
        for by, label in LABELS.items():
            yield by, label, replace(self, by=by).query_string

    def colours(self, reader: Reader) -> Iterator[tuple[str, str]]:
        """Each colour, by the names that the reader gave them, and none, with the query string
        that asks for it."""
        for colour in ("", *reader.colours):
            yield colour, replace(self, colour=colour).query_string
