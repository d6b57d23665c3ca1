"""The chapters of a story in their order, and what its author does with them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.db import transaction
from django.utils import timezone

from reader.actions.library.erase import may_be_put_back
from reader.actions.prepare_then_store import prepare_then_store
from reader.actions.revising.reanchoring import remember_places, store_places
from reader.actions.revising.story_snapshot import StorySnapshot
from reader.models.library.chapter import Chapter, ChapterQuerySet, RevisedMeanwhile
from reader.models.library.revision import Revision
from reader.models.library.story import Story
from reader.models.people.progress import Progress
from reader.models.people.reader import Reader
from reader.models.people.reading import Reading
from reader.text.anchoring.passages import carry
from reader.text.rendering.block import BLOCK_GAP
from reader.text.rendering.splitting import join_sources, split_source

HEAVY = ("source", "text", "blocks", "places")
"""What of a revision is read only where it is needed: chapters are put in order without it."""


class WouldPublish(Exception):
    """What is asked for would show readers a draft, or take from them what is published."""


class ChapterList:
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

    def split(self, chapter: Chapter, block: int, title: str, *, by: Reader) -> Chapter:
        """Make what follows before the block of that index a new chapter, the next one.

        A passage that the cut goes through stays with the greater part of it. Raises CannotHalve,
        and RevisedMeanwhile where the chapter has another text by now.
        """
        return prepare_then_store(self.story, lambda: self._cut(chapter, block, title, by))

    def _cut(self, chapter: Chapter, block: int, title: str, by: Reader) -> Callable[[], Chapter]:
        """Cut a chapter, storing nothing; gives what stores it."""
        snapshot, old = StorySnapshot(self.story), chapter.revision
        if snapshot.revision_of(chapter) != old.pk:
            raise RevisedMeanwhile
        first, second = split_source(old.source, block, self._block_texts)
        new = Chapter(story=self.story, title=title, published_at=chapter.published_at)
        kept, gone = self._revision(first, by, old), self._revision(second, by)
        cut, last = old.starts[block], len(kept.text)
        passages = [p for p in snapshot.on(chapter) if not p.loose]
        after = [p for p in passages if p.end - cut > cut - p.start]
        before = [p for p in passages if p.end - cut <= cut - p.start]

        def store() -> Chapter:
            self._hold(snapshot, chapter)
            new.save()
            remember_places(old, passages)
            self._show(chapter, kept)
            self._show(new, gone)
            store_places(before, chapter, kept, {p.pk: (p.start, min(p.end, last)) for p in before})
            store_places(
                after, new, gone, {p.pk: (max(p.start - cut, 0), p.end - cut) for p in after}
            )
            self._cut_progress(chapter, new, old, cut)
            chapters = self.chapters
            at = chapters.index(chapter) + 1
            self._number([*chapters[:at], new, *chapters[at:]])
            chapter.notes.filter(place="after").update(chapter=new)
            return new

        return store

    def _cut_progress(self, chapter: Chapter, new: Chapter, old: Revision, cut: int) -> None:
        """Take readers' places behind a cut along to the new chapter; who has read the whole has
        read both."""
        Progress.objects.filter(
            furthest_chapter=chapter, furthest_revision=old, furthest_offset__gte=cut
        ).take_furthest(new, -cut)
        for place in Progress.objects.filter(chapter=chapter, revision=old, offset__gte=cut):
            place.move(new, max(place.offset - cut, 0))
        for reading in Reading.objects.filter(chapter=chapter, revision=old):
            Reading.objects.keep(reading.reader, chapter, chapter.revision)
            Reading.objects.keep(reading.reader, new, new.revision)

    def merge(self, chapter: Chapter, *, by: Reader) -> Chapter:
        """Make the next chapter the end of this one. Gives the chapter that both are now.

        Of two drafts it comes out when both would have. Raises IndexError where none follows,
        and WouldPublish where only one of them is published.
        """
        return prepare_then_store(self.story, lambda: self._joined(chapter, by))

    def _joined(self, chapter: Chapter, by: Reader) -> Callable[[], Chapter]:
        """Join a chapter with the next one, storing nothing; gives what stores it."""
        snapshot = StorySnapshot(self.story)
        chapters = self.chapters
        at = chapters.index(chapter) if chapter in chapters else len(chapters)
        chapter, following = chapters[at], chapters[at + 1]
        if chapter.is_out != following.is_out:
            raise WouldPublish
        published = [one.published_at for one in (chapter, following)]
        comes_out = None if None in published else max(published)
        old, end = chapter.revision, following.revision
        passages, theirs = snapshot.on(chapter), snapshot.on(following)
        new = self._revision(join_sources(old.source, end.source), by, old)
        shift = len(old.text) + len(BLOCK_GAP)
        settled = [p for p in passages + theirs if not p.loose]
        offset = {p.pk: shift if p.chapter_id == following.pk else 0 for p in settled}
        carried = carry(
            [(p.start + offset[p.pk], p.end + offset[p.pk]) for p in settled],
            f"{old.text}{BLOCK_GAP}{end.text}",
            new.text,
        )
        places = {p.pk: place for p, place in zip(settled, carried, strict=True)}

        def store() -> Chapter:
            self._hold(snapshot, chapter, following)
            remember_places(old, [p for p in passages if not p.loose])
            remember_places(end, [p for p in theirs if not p.loose])
            if not chapter.is_out:
                chapter.published_at = comes_out
                chapter.save(update_fields=["published_at"])
            self._show(chapter, new)
            store_places(passages + theirs, chapter, new, places)
            following.comments.update(chapter=chapter)
            last = chapter.notes.count()
            for position, note in enumerate(following.notes.all(), last):
                following.notes.filter(pk=note.pk).update(chapter=chapter, position=position)
            self._join_progress(chapter, following, old, shift)
            following.merged_into = chapter
            following.save(update_fields=["merged_into"])
            self._number([c for c in chapters if c.pk != following.pk])
            return chapter

        return store

    def _join_progress(
        self, chapter: Chapter, following: Chapter, old: Revision, shift: int
    ) -> None:
        """Take readers' places along from the chapter that is the end of another one now; who has
        read both has read the whole."""
        Progress.objects.filter(furthest_chapter=following).take_furthest(chapter, shift)
        for place in Progress.objects.filter(chapter=following):
            place.move(chapter, min(place.offset + shift, len(chapter.text)))
        end = following.revision
        read = Reading.objects.filter(chapter=following, revision=end).values("reader")
        for reading in Reading.objects.filter(chapter=chapter, revision=old, reader__in=read):
            Reading.objects.keep(reading.reader, chapter, chapter.revision)

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

    def _all(self) -> ChapterQuerySet:
        chapters = Chapter.objects.filter(story=self.story)
        chapters = chapters.select_related("story__author", "revision")
        return chapters.defer(*(f"revision__{field}" for field in HEAVY))

    def _hold(self, snapshot: StorySnapshot, *chapters: Chapter) -> None:
        """Keep others from marking and revising these chapters until all is done. Raises
        ChangedMeanwhile where somebody has."""
        self.story.hold()
        keys = [chapter.pk for chapter in chapters]
        list(Chapter.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk"))
        snapshot.check_unchanged()

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

    def _revision(self, source: str, by: Reader, old: Revision | None = None) -> Revision:
        """A revision that is not stored, the next after `old`."""
        number = old.number + 1 if old else 1
        return Revision.of(source, smart=self.story.smart, number=number, by=by)

    def _show(self, chapter: Chapter, revision: Revision) -> None:
        revision.chapter = chapter
        revision.save()
        chapter.show(revision)
