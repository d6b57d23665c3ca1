"""Contents: the chapters of a story in their order, and what its author does with them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from reader.models.chapter import Chapter
from reader.models.erasing import may_be_put_back
from reader.models.following import remember, settle
from reader.models.progress import Progress
from reader.models.reading import Reading
from reader.models.revision import Revision
from reader.text.blocks import GAP
from reader.text.halving import halve, join
from reader.text.passages import carry

if TYPE_CHECKING:
    from reader.models.reader import Reader
    from reader.models.story import Story


class WouldPublish(Exception):
    """What is asked for would show readers a draft, or take from them what is published."""


class Contents:
    """A story's chapters, to be put in another order, cut, joined, taken out and put back.

    Each change is one transaction, and takes passages, their threads and readers' places along
    with the words.
    """

    def __init__(self, story: Story) -> None:
        self.story = story

    @property
    def chapters(self) -> list[Chapter]:
        """The chapters in their order."""
        return list(self._all().in_story())

    @property
    def taken_out(self) -> list[Chapter]:
        """Chapters that the author took out, and that are not part of another one."""
        return list(self._all().filter(number=None, merged_into=None).order_by("pk"))

    @property
    def deleted(self) -> list[Chapter]:
        """Chapters that the author deleted, and may still put back; the latest first."""
        deleted = may_be_put_back(Chapter.with_deleted.filter(story=self.story, merged_into=None))
        return list(deleted.order_by("-deleted_at"))

    @transaction.atomic
    def order(self, keys: Sequence[int]) -> None:
        """Put the chapters in the order of these primary keys; those not named come last."""
        self.story.hold()
        place = {key: at for at, key in enumerate(keys)}
        self._number(sorted(self.chapters, key=lambda c: place.get(c.pk, len(place))))

    @transaction.atomic
    def split(self, chapter: Chapter, block: int, title: str, *, by: Reader) -> Chapter:
        """Make what follows before the block of that index a new chapter, the next one.

        A passage that the cut goes through stays with the greater part of it. Raises CannotHalve.
        """
        self.story.hold()
        chapter = self._held(chapter)
        old = chapter.revision
        first, second = halve(old.source, block, self._block_texts)
        new = self.story.chapters.create(title=title, published_at=chapter.published_at)
        chapter.show(self._revision(chapter, first, by))
        new.show(self._revision(new, second, by))
        cut = old.starts[block]
        passages = list(chapter.passages.filter(loose=False))
        remember(old, passages)
        after = [p for p in passages if p.end - cut > cut - p.start]
        before = [p for p in passages if p.end - cut <= cut - p.start]
        last = len(chapter.text)
        settle(
            before, chapter, chapter.revision, {p.pk: (p.start, min(p.end, last)) for p in before}
        )
        settle(
            after,
            new,
            new.revision,
            {p.pk: (max(p.start - cut, 0), p.end - cut) for p in after},
        )
        Progress.objects.filter(
            furthest_chapter=chapter, furthest_revision=old, furthest_offset__gte=cut
        ).take_furthest(new, -cut)
        for place in Progress.objects.filter(chapter=chapter, revision=old, offset__gte=cut):
            place.move(new, max(place.offset - cut, 0))
        for reading in Reading.objects.filter(chapter=chapter, revision=old):
            Reading.objects.keep(reading.reader, chapter, chapter.revision)
            Reading.objects.keep(reading.reader, new, new.revision)
        at = chapter.number
        chapters = self.chapters
        self._number([*chapters[:at], new, *chapters[at:]])
        chapter.notes.filter(place="after").update(chapter=new)
        return new

    @transaction.atomic
    def merge(self, chapter: Chapter, *, by: Reader) -> Chapter:
        """Make the next chapter the end of this one. Gives the chapter that both are now.

        Of two drafts it comes out when both would have. Raises IndexError where none follows,
        and WouldPublish where only one of them is published.
        """
        self.story.hold()
        chapters = self.chapters
        chapter = self._held(chapter)
        following = self._held(chapters[chapter.number])
        published = [one.published_at for one in (chapter, following)]
        if chapter.is_out != following.is_out:
            raise WouldPublish
        if not chapter.is_out:
            chapter.published_at = None if None in published else max(published)
            chapter.save(update_fields=["published_at"])
        old, end = chapter.revision, following.revision
        passages = list(chapter.passages.all())
        theirs = list(following.passages.all())
        remember(old, [p for p in passages if not p.loose])
        remember(end, [p for p in theirs if not p.loose])
        chapter.show(self._revision(chapter, join(old.source, end.source), by))
        shift = len(old.text) + len(GAP)
        settled = [p for p in passages + theirs if not p.loose]
        offset = {p.pk: shift if p.chapter_id == following.pk else 0 for p in settled}
        carried = carry(
            [(p.start + offset[p.pk], p.end + offset[p.pk]) for p in settled],
            f"{old.text}{GAP}{end.text}",
            chapter.text,
        )
        places = {p.pk: place for p, place in zip(settled, carried, strict=True)}
        settle(passages + theirs, chapter, chapter.revision, places)
        following.comments.update(chapter=chapter)
        last = chapter.notes.count()
        for position, note in enumerate(following.notes.all(), last):
            note.chapter, note.position = chapter, position
            note.save()
        Progress.objects.filter(furthest_chapter=following).take_furthest(chapter, shift)
        for place in Progress.objects.filter(chapter=following):
            place.move(chapter, min(place.offset + shift, len(chapter.text)))
        read = Reading.objects.filter(chapter=following, revision=end).values("reader")
        for reading in Reading.objects.filter(chapter=chapter, revision=old, reader__in=read):
            Reading.objects.keep(reading.reader, chapter, chapter.revision)
        following.merged_into = chapter
        following.save(update_fields=["merged_into"])
        self._number([c for c in chapters if c.pk != following.pk])
        return chapter

    @transaction.atomic
    def take_out(self, chapter: Chapter) -> None:
        """Take a chapter out of the story. What readers wrote on it stays theirs, and readable."""
        self.story.hold()
        left = [c for c in self.chapters if c.pk != chapter.pk]
        self._move_places(chapter, left)
        self._number(left)

    @transaction.atomic
    def put_back(self, chapter: Chapter) -> None:
        """Put a chapter that was taken out back, as the last one; one that was deleted, where it
        was."""
        self.story.hold()
        chapters = self.chapters
        deleted, at = chapter.deleted_at, chapter.stood_at
        chapter.deleted_at = chapter.stood_at = None
        chapter.save(update_fields=["deleted_at", "stood_at"])
        if at or not deleted:  # else it was taken out before
            chapters.insert(at - 1 if at else len(chapters), chapter)
        self._number(chapters)

    @transaction.atomic
    def delete(self, chapter: Chapter) -> None:
        """Take a chapter out of everybody's sight; it can be put back until it is erased."""
        self.story.hold()
        left = [c for c in self.chapters if c.pk != chapter.pk]
        if chapter.number:
            self._move_places(chapter, left)
        chapter.stood_at, chapter.deleted_at = chapter.number, timezone.now()
        chapter.number = None
        chapter.save(update_fields=["number", "stood_at", "deleted_at"])
        self._number(left)

    @transaction.atomic
    def unpublish(self, chapter: Chapter) -> None:
        """Make a chapter a draft again, in its place. What readers wrote on it stays theirs."""
        self.story.hold()
        self._move_places(chapter, [c for c in self.chapters if c.is_out and c.pk != chapter.pk])
        chapter.published_at = None
        chapter.save(update_fields=["published_at"])

    def _move_places(self, chapter: Chapter, left: Sequence[Chapter]) -> None:
        """Take readers' places in a chapter that they will not find any more to what follows it,
        or to the last one of those that are left."""
        if not left:
            return
        following = (c for c in left if c.number > chapter.number)
        neighbour = next(following, left[-1])
        for place in Progress.objects.filter(chapter=chapter):
            place.move(neighbour, 0)

    def _all(self) -> object:
        chapters = Chapter.objects.filter(story=self.story)
        return chapters.select_related("story__author", "revision").defer(
            "revision__blocks", "revision__places"
        )

    def _held(self, chapter: Chapter) -> Chapter:
        """The chapter as it is now, with nobody marking or revising it until all is done."""
        Chapter.objects.select_for_update(no_key=True).get(pk=chapter.pk)
        return Chapter.objects.select_related("story", "revision").get(pk=chapter.pk)

    def _number(self, chapters: Sequence[Chapter]) -> None:
        """Number these chapters from one; the story's others lose their number."""
        self.story.chapters.update(number=None)
        for number, chapter in enumerate(chapters, 1):
            chapter.number = number
        Chapter.objects.bulk_update(chapters, ["number"])
        self.story.chapters.all().touch()

    def _block_texts(self, source: str) -> list[str]:
        revision = Revision.of(source, smart=self.story.smart)
        return [revision.text[start:end] for _, start, end, _ in revision.blocks]

    def _revision(self, chapter: Chapter, source: str, by: Reader) -> Revision:
        number = chapter.revision.number + 1 if chapter.revision else 1
        revision = Revision.of(
            source, smart=self.story.smart, chapter=chapter, number=number, by=by
        )
        revision.save()
        return revision
