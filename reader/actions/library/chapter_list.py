"""The chapters of a story in their order, and what its author does with them."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from reader.actions.count_again import count_again
from reader.actions.library.erase import may_be_put_back
from reader.models.inbox.notification import Notification
from reader.models.library.chapter import Chapter, ChapterQuerySet
from reader.models.library.story import Story
from reader.models.library.what_was_read import note_what_was_read
from reader.models.people.progress import Progress

HEAVY = ("revision__source", "revision__text", "revision__blocks", "revision__places")
"""What of a revision is read only where it is needed: chapters are put in order without it."""


class WouldPublish(Exception):
    """What is asked for would show readers a draft, or take from them what is published."""


class ChapterList:
    """A story's chapters, to be put in another order, taken out and put back.

    Each change is one transaction, and takes passages, their threads and readers' places along
    with the words.
    """

    def __init__(self, story: Story) -> None:
        self.story = story

    @property
    def chapters(self) -> ChapterQuerySet:
        """The chapters in their order."""
        return self._all().in_story()

    @property
    def taken_out(self) -> ChapterQuerySet:
        """Chapters that the author took out, and that are not part of another one."""
        return self._all().filter(number=None, merged_into=None).order_by("pk")

    @property
    def deleted(self) -> ChapterQuerySet:
        """Chapters that the author deleted, and may still put back; the latest first."""
        deleted = Chapter.with_deleted.filter(story=self.story, merged_into=None)
        return may_be_put_back(deleted.order_by("-deleted_at"))

    @transaction.atomic
    def order(self, keys: Sequence[int]) -> None:
        """Put the chapters in the order of these primary keys; those not named come last."""
        self.story.hold()
        position = {key: at for at, key in enumerate(keys)}
        last = len(position)
        self._number(sorted(self.chapters, key=lambda c: position.get(c.pk, last)))

    def pair(self, chapter: Chapter) -> tuple[Chapter, Chapter]:
        """A chapter as it is now, and the next one. Raises IndexError where none follows."""
        chapters = list(self.chapters)
        at = chapters.index(chapter) if chapter in chapters else len(chapters)
        return chapters[at], chapters[at + 1]

    def insert_after(self, chapter: Chapter, new: Chapter) -> None:
        """Put a new chapter after another one, in a transaction that holds the story."""
        chapters = list(self.chapters)
        chapters.insert(chapters.index(chapter) + 1, new)
        self._number(chapters)

    def leave_out(self, chapter: Chapter) -> None:
        """Take the number from a chapter, in a transaction that holds the story."""
        self._number(self._without(chapter))

    @transaction.atomic
    def take_out(self, chapter: Chapter) -> None:
        """Take a chapter out of the story. What readers wrote on it stays theirs, and readable."""
        self.story.hold()
        left = self._without(chapter)
        self._move_places(chapter, left)
        self._forget_time(chapter)
        self._number(left)
        self._count_again()

    @transaction.atomic
    def put_back(self, chapter: Chapter) -> None:
        """Put a chapter that was taken out back, as the last one; one that was deleted, where it
        was."""
        self.story.hold()
        chapters = list(self.chapters)
        deleted, at = chapter.deleted_at, chapter.stood_at
        chapter.number = chapter.deleted_at = chapter.stood_at = None
        chapter.save(update_fields=["deleted_at", "stood_at"])
        if at or not deleted:  # else it was taken out before
            chapters.insert(at - 1 if at else len(chapters), chapter)
        self._number(chapters)
        self._count_again()

    @transaction.atomic
    def delete(self, chapter: Chapter) -> None:
        """Take a chapter out of everybody's sight; it can be put back until it is erased."""
        self.story.hold()
        left = self._without(chapter)
        if chapter.number:
            self._move_places(chapter, left)
        self._forget_time(chapter)
        chapter.stood_at, chapter.deleted_at = chapter.number, timezone.now()
        chapter.number = None
        chapter.save(update_fields=["number", "stood_at", "deleted_at"])
        self._number(left)
        self._count_again()

    @transaction.atomic
    def unpublish(self, chapter: Chapter) -> None:
        """Make a chapter a draft again, in its place. What readers wrote on it stays theirs."""
        self.story.hold()
        published = [other for other in self._without(chapter) if other.is_published]
        self._move_places(chapter, published)
        note_what_was_read(Chapter.objects.filter(pk=chapter.pk))
        chapter.published_at = chapter.postponed_from = None
        chapter.save(update_fields=["published_at", "postponed_from"])
        self._count_again()

    def _forget_time(self, chapter: Chapter) -> None:
        """Make a chapter a draft that was to come out by itself: restored after that, it would be
        before readers at once."""
        if chapter.published_at and not chapter.is_published:
            chapter.published_at = chapter.postponed_from = None
            chapter.save(update_fields=["published_at", "postponed_from"])

    def _move_places(self, chapter: Chapter, left: Sequence[Chapter]) -> None:
        """Take readers' places in a chapter that they will not find any more to what follows it,
        or to the last one of those that are left, which are in order."""
        if not left or not chapter.number:
            return
        neighbour = left[-1]
        for other in left:
            if other.number and other.number > chapter.number:
                neighbour = other
                break
        for place in Progress.objects.filter(chapter=chapter):
            place.move(neighbour, 0)

    def _count_again(self) -> None:
        """Who was told of something in the story may see less of it now, or more."""
        count_again(Notification.objects.filter(story=self.story))

    def _all(self) -> ChapterQuerySet:
        chapters = Chapter.objects.filter(story=self.story)
        chapters = chapters.select_related("story__author", "revision")
        return chapters.defer(*HEAVY)

    def _without(self, chapter: Chapter) -> list[Chapter]:
        return [other for other in self.chapters if other.pk != chapter.pk]

    def _number(self, chapters: Sequence[Chapter]) -> None:
        """Number these chapters from one; the story's others lose their number. What stands before
        the first change is not written."""
        stay = 0
        while stay < len(chapters) and chapters[stay].number == stay + 1:
            stay += 1
        self.story.chapters.filter(number__gt=stay).update(number=None)
        for number, chapter in enumerate(chapters[stay:], stay + 1):
            chapter.number = number
        Chapter.objects.bulk_update(chapters[stay:], ["number"])
        Story.objects.filter(pk=self.story.pk).touch()
