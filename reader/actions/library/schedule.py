"""Chapters, and stories, that come out by themselves at a time that their author set."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Min
from django.utils import timezone

from reader.actions.library.chapter_list import ChapterList
from reader.actions.library.publish import CameOut, TakenDown, first_story_waits
from reader.actions.revising.begin_margins import begin_margins
from reader.actions.revising.settle import settle_now
from reader.models.library.chapter import Chapter, ChapterQuerySet
from reader.models.library.story import Story

OF_STORY = ("published_at", "postponed_from", "waits_since", "taken_down_at")


def to_schedule(story: Story) -> ChapterQuerySet:
    """What of a story is written and not out: its drafts, and what has a time already."""
    written = Chapter.objects.filter(story=story, words__gt=0, taken_down_at=None).in_story()
    out = Chapter.objects.filter(published_at__lte=timezone.now()).values("pk")
    return written.exclude(pk__in=out)


@transaction.atomic
def schedule(
    story: Story, times: Mapping[int, datetime], *, story_at: datetime | None = None
) -> None:
    """Have chapters, by their keys, come out at these times. A story that is not out comes with
    the first of them, or at `story_at`. Raises TakenDown, and CameOut where one is out already."""
    story.hold()
    story.refresh_from_db(fields=OF_STORY)
    chapters = Chapter.objects.filter(story=story, pk__in=times)
    chosen = list(chapters.in_story().select_related("story"))
    if story.taken_down_at or any(chapter.taken_down_at for chapter in chosen):
        raise TakenDown
    if any(chapter.is_public for chapter in chosen):
        raise CameOut
    for chapter in chosen:
        if chapter.is_settling:
            settle_now(chapter)
        chapter.published_at, chapter.postponed_from = times[chapter.pk], None
    Chapter.objects.bulk_update(chosen, ["published_at", "postponed_from"])
    begin_margins(chapters, taken_back=True)
    _come_with_the_first(story, story_at)


@transaction.atomic
def make_draft(chapter: Chapter) -> None:
    """Make a chapter a draft again. A story that was to come with it comes with the next that has
    a time, or is a draft as well."""
    ChapterList(chapter.story).unpublish(chapter)
    story = chapter.story
    story.refresh_from_db(fields=OF_STORY)
    _come_with_the_first(story)


def forget_times(story: Story) -> None:
    """Make drafts of what of a story was to come out by itself."""
    now = timezone.now()
    story.chapters.filter(published_at__gt=now).update(published_at=None, postponed_from=None)


def not_out_before(chapter: Chapter) -> Chapter | None:
    """The first chapter that stands before one and comes out later than it, or not at all yet."""
    for other in to_schedule(chapter.story).filter(number__lt=chapter.number):
        if comes_later(other, chapter):
            return other
    return None


def comes_later(one: Chapter, other: Chapter) -> bool:
    """Whether a chapter has no time, or a later one than another one has."""
    if one.published_at is None or other.published_at is None:
        return one.published_at is None
    return one.published_at > other.published_at


def _come_with_the_first(story: Story, at: datetime | None = None) -> None:
    """Have a story that is not out come out with the first of its chapters that has a time; the
    first of a new author then waits for a moderator. In a transaction that holds it."""
    now, waits = timezone.now(), bool(story.waits_since)
    if story.is_draft and not waits:
        in_story = story.chapters.in_story()
        first = in_story.filter(published_at__gt=now).aggregate(at=Min("published_at"))["at"]
        had_readers = in_story.filter(published_at__lte=now).exists()
        if at is None and had_readers and story.published_at:
            at = min(story.published_at, first or story.published_at)
        story.published_at, story.postponed_from = at or first, None
        if story.published_at and first_story_waits(story.author):
            story.published_at, story.waits_since = None, now
        story.save(update_fields=["published_at", "postponed_from", "waits_since"])
    Story.objects.filter(pk=story.pk).touch()
