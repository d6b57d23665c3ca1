"""A story's chapters in ranges of fifty: 1 to 50, 51 to 100, and so on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, F, Max, Min, QuerySet, Sum

from reader.models.library.chapter import Chapter, ChapterQuerySet

CHAPTERS_IN_A_RANGE = 50


@dataclass
class ChapterRange:
    """Chapters whose numbers follow each other. `start` is the number that the range would begin
    with; `first` and `last` are those that there are."""

    start: int
    first: int
    last: int
    count: int
    words: int
    updated: datetime | None
    read: int = 0
    drafts: int = 0
    chapters: Sequence[Chapter] = ()


def start_of_range(number: int) -> int:
    """The number that the range of a chapter begins with."""
    return number - (number - 1) % CHAPTERS_IN_A_RANGE


def chapter_ranges(chapters: ChapterQuerySet) -> list[ChapterRange]:
    """The ranges in which there are any of these chapters, in order. One query."""
    counted = _by_range(chapters).annotate(
        first=Min("number"),
        last=Max("number"),
        count=Count("pk"),
        total=Sum("words"),
        updated=Max("published_at"),
    )
    ranges = []
    for row in counted.values_list("first", "last", "count", "total", "updated"):
        ranges.append(ChapterRange(start_of_range(row[0]), *row))
    return ranges


def count_by_range(chapters: ChapterQuerySet) -> dict[int, int]:
    """How many of these chapters there are in each range, by its start. One query."""
    counted = _by_range(chapters).annotate(first=Min("number"), count=Count("pk"))
    found = {}
    for first, count in counted.values_list("first", "count"):
        found[start_of_range(first)] = count
    return found


def _by_range(chapters: ChapterQuerySet) -> QuerySet[Any, Any]:
    place = (F("number") - 1) / CHAPTERS_IN_A_RANGE
    return chapters.annotate(place=place).values("place").order_by("place")
