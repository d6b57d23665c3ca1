"""Notifications as the inbox and a digest show them: by day and story, and one row for a thread
in which several spoke on a day, for the chapters of a story that came on it, or for what came of
corrections."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable
from datetime import date
from typing import NamedTuple

from django.utils import timezone

from reader.models import Notification, Story

Kind = Notification.Kind


class OfStory(NamedTuple):
    """Notifications of one story, the newest first; or those that stand in none: decisions."""

    story: Story | None
    rows: list[Notification]


class OfDay(NamedTuple):
    """Those of one day, by story."""

    day: date
    stories: list[OfStory]


def by_day(rows: Iterable[Notification]) -> list[OfDay]:
    """Rows by the day on which each thing happened, the latest day first."""
    days: defaultdict[date, list[Notification]] = defaultdict(list)
    for row in rows:
        days[timezone.localdate(row.at)].append(row)
    return [OfDay(day, by_story(days[day])) for day in sorted(days, reverse=True)]


def by_story(rows: Iterable[Notification]) -> list[OfStory]:
    """Rows by story; the story with the newest one first."""
    stories: dict[int | None, OfStory] = {}
    for row in _together(rows):
        stories.setdefault(row.story_id, OfStory(row.story, [])).rows.append(row)
    return list(stories.values())


def _together(rows: Iterable[Notification]) -> list[Notification]:
    """The rows, the newest first; but for those that are told of with a newer one."""
    shown: dict[Hashable, Notification] = {}
    for row in rows:
        newest = shown.setdefault(_told_of(row), row)
        if newest is not row:
            newest.with_it = [*newest.with_it, row]
    return [_leading(row) for row in shown.values()]


def _leading(row: Notification) -> Notification:
    """The one of a row's notifications that it leads to: of several chapters the first."""
    if row.kind != Kind.CHAPTER or not row.with_it:
        return row
    chapters = sorted([row, *row.with_it], key=_number)
    row.with_it = ()
    chapters[0].with_it = chapters[1:]
    return chapters[0]


def _number(row: Notification) -> int:
    return (row.chapter and row.chapter.number) or 0


def _told_of(row: Notification) -> Hashable:
    """What is the same for notifications that are told of in one row."""
    if row.kind == Kind.CHAPTER:
        return row.story_id, row.kind, timezone.localdate(row.at)
    if row.typo_note:
        return row.story_id, row.typo_note.outcome, timezone.localdate(row.at)
    comment = row.comment
    if comment is None or row.kind not in (Kind.THREAD, Kind.COMMENT):
        return row.pk
    thread = ("passage", comment.passage_id) if comment.passage_id else comment.begun_by
    return thread, row.kind, timezone.localdate(row.at)
