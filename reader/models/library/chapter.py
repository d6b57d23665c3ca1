"""Chapters: one sitting of a story each. Their text lives in revisions."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import cached_property
from secrets import randbits
from typing import Any, NamedTuple

from django.db import connection, models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from reader.actions.library.overtaken import unless_overtaken
from reader.actions.library.publishing import begin_margins
from reader.actions.revising.proposal import Proposal, RevisedMeanwhile
from reader.models.library.draft import Draft
from reader.models.library.revision import Revision
from reader.models.library.story import Story
from reader.models.people.reader import Reader
from reader.text.anchoring.passages import carry
from reader.text.word_count import minutes_to_read

LARGEST_NUMBER = 2**31 - 1
PAGE_KEY = """
    SELECT chapter.id, chapter.stamp,
      CASE WHEN place.chapter_id = chapter.id THEN place.revision_id END, place."offset",
      COALESCE(
        reading.revision_id,
        CASE WHEN place.chapter_id = chapter.id
          THEN COALESCE(place.known_id, place.revision_id) END
      ),
      furthest.id, furthest.number, place.furthest_offset, place.furthest_device
    FROM reader_chapter chapter
    JOIN reader_story story ON story.id = chapter.story_id
    LEFT JOIN reader_progress place ON place.story_id = story.id AND place.reader_id = %s
    LEFT JOIN reader_chapter furthest
      ON furthest.id = place.furthest_chapter_id AND furthest.number >= chapter.number
    LEFT JOIN reader_reading reading ON reading.chapter_id = chapter.id AND reading.reader_id = %s
    WHERE story.slug = %s AND chapter.number = %s AND chapter.revision_id IS NOT NULL
      AND chapter.deleted_at IS NULL AND story.deleted_at IS NULL
      AND (chapter.published_at <= %s AND story.published_at <= %s OR story.author_id = %s)
"""


COUNTED = {"number", "published_at", "words", "revision"}
"""What a change of makes the story's own numbers others."""


class Furthest(NamedTuple):
    """The furthest place of a reader in a story, where it is in this chapter or a later one."""

    chapter: int
    number: int
    offset: int
    device: str


class PageKey(NamedTuple):
    """A chapter, the stamp of its page, where the reader stopped in it, as (revision, offset),
    the revision of it whose text they know, and the furthest that they have come."""

    chapter: int
    stamp: int
    place: tuple[int, int] | None
    known: int | None
    furthest: Furthest | None


class WordsAreGone(Exception):
    """The words that somebody wants to mark are not in the chapter, or not any more."""


class ChapterQuerySet(models.QuerySet["Chapter"]):
    """Chapters, chosen."""

    def visible_to(self, reader: object) -> ChapterQuerySet:
        """What is published of published stories, and all of a reader's own stories; nothing
        that was deleted."""
        now = timezone.now()
        visible = Q(published_at__lte=now, story__published_at__lte=now)
        if isinstance(reader, Reader):
            visible |= Q(story__author=reader.pk)
        return self.filter(visible, deleted_at=None, story__deleted_at=None)

    def of_author(self, reader: object) -> ChapterQuerySet:
        """All of a reader's own stories, but for what was deleted."""
        author = reader.pk if isinstance(reader, Reader) else None
        return self.filter(story__author=author, deleted_at=None, story__deleted_at=None)

    def written_on_by(self, reader: object) -> ChapterQuerySet:
        """Chapters on which a reader marked or said something that is still there."""
        if not isinstance(reader, Reader):
            return self.none()
        marked = reader.highlights.filter(removed_at=None).values("passage__chapter")
        said = reader.comments.filter(deleted_at=None).values("chapter")
        return self.filter(Q(pk__in=marked) | Q(pk__in=said))

    def in_story(self) -> ChapterQuerySet:
        """Chapters that stand in their story, in order; not those that were taken out of it."""
        return self.filter(number__isnull=False).order_by("number")

    def page_key(self, reader: object, slug: str, number: int) -> PageKey | None:
        """What a reader's page of a story's chapter depends on; None if it is not theirs to read.

        The one query that every page view makes: `visible_to` in SQL, because building that
        query takes Django ten times as long as the database takes to answer it.
        """
        if number > LARGEST_NUMBER:
            return None
        reader = reader.pk if isinstance(reader, Reader) else None
        now = connection.ops.adapt_datetimefield_value(timezone.now())
        with connection.cursor() as cursor:
            cursor.execute(PAGE_KEY, [reader, reader, slug, number, now, now, reader])
            row = cursor.fetchone()
        if row is None:
            return None
        furthest = Furthest(*row[5:]) if row[5] else None
        return PageKey(row[0], row[1], row[2:4] if row[2] else None, row[4], furthest)

    def touch(self) -> None:
        """Give the chapters a new stamp: pages kept in the cache under the old one are old."""
        self.update(stamp=new_stamp())

    def update(self, **values: Any) -> int:
        """As any update; the chapters' stories count them anew where it makes a difference."""
        if not COUNTED & values.keys():
            return super().update(**values)
        with transaction.atomic():
            stories = set(self.order_by().values_list("story", flat=True))
            done = super().update(**values)
            Story.objects.filter(pk__in=stories).count_chapters()
        return done

    update.alters_data = True

    def delete(self) -> tuple[int, dict[str, int]]:
        """As any deletion; the stories count what is left."""
        with transaction.atomic():
            stories = set(self.order_by().values_list("story", flat=True))
            done = super().delete()
            Story.objects.filter(pk__in=stories).count_chapters()
        return done

    delete.alters_data = True
    delete.queryset_only = True


class ChapterManager(models.Manager.from_queryset(ChapterQuerySet)):
    """Chapters, but for those that were deleted."""

    def get_queryset(self) -> ChapterQuerySet:
        return super().get_queryset().filter(deleted_at=None)


def new_stamp() -> int:
    """A number never used before. Not a counter: a save of a stale row could bring one back."""
    return randbits(62)


class Chapter(models.Model):
    """A numbered part of a story; one without a number was taken out of it.

    What readers wrote on a chapter stays on it when it is taken out, unless its words went into
    another one with it.
    """

    story = models.ForeignKey("Story", models.CASCADE, related_name="chapters")
    number = models.PositiveIntegerField(
        null=True, blank=True, help_text="Empty for one that was taken out of the story."
    )
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, editable=False, related_name="+"
    )
    title = models.CharField(max_length=200, blank=True)
    revision = models.ForeignKey(
        "Revision", models.PROTECT, null=True, editable=False, related_name="+"
    )
    words = models.PositiveIntegerField(default=0, editable=False)
    key = models.CharField(
        max_length=500,
        blank=True,
        editable=False,
        help_text="What the archive that it came from knows it by: a newer file finds it so.",
    )
    stamp = models.PositiveBigIntegerField(
        default=new_stamp,
        editable=False,
        help_text="Another one after every change of the text or its margin.",
    )
    published_at = models.DateTimeField(null=True, blank=True, help_text="Empty for a draft.")
    created_at = models.DateTimeField(auto_now_add=True)
    deleted_at = models.DateTimeField(null=True, editable=False)
    stood_at = models.PositiveIntegerField(
        null=True, editable=False, help_text="The number that it had when it was deleted."
    )
    erased_at = models.DateTimeField(
        null=True,
        editable=False,
        help_text="Since when its texts are gone, and only what readers wrote on it is left.",
    )

    objects = ChapterManager()
    with_deleted = models.Manager.from_queryset(ChapterQuerySet)()

    class Meta:
        ordering = ["story", "number"]
        constraints = [
            models.UniqueConstraint(fields=["story", "number"], name="chapters_are_numbered")
        ]

    def __str__(self) -> str:
        return f"{self.story}, {f'chapter {self.number}' if self.number else self.heading}"

    def get_absolute_url(self) -> str:
        if self.number is None:
            return reverse("taken_out_chapter", args=[self.story.slug, self.pk])
        return reverse("chapter", args=[self.story.slug, self.number])

    @property
    def is_out(self) -> bool:
        """Whether everybody who may read its story may read it."""
        return self.published_at is not None and self.published_at <= timezone.now()

    @property
    def is_public(self) -> bool:
        """Whether everybody may read it now."""
        return self.is_out and not self.story.is_draft

    @property
    def heading(self) -> str:
        """The chapter's title, or its number where it has none."""
        return self.title or (f"Chapter {self.number}" if self.number else "Untitled chapter")

    @property
    def home(self) -> Chapter:
        """The chapter that the words are in: this one, or the one that it went into."""
        chapter = self
        while chapter.merged_into:
            chapter = chapter.merged_into
        return chapter

    @property
    def minutes(self) -> int:
        """How long a reading takes, at least one minute."""
        return minutes_to_read(self.words)

    @property
    def revised_at(self) -> datetime | None:
        """When the text that is published was last changed; None where it is the first one."""
        if self.revision is None or self.published_at is None:
            return None
        changed = self.revision.created_at
        return changed if self.revision.number > 1 and changed > self.published_at else None

    @cached_property
    def text(self) -> str:
        return self.revision.text if self.revision else ""

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        """Save; what is seen on the pages of other chapters too makes all of them new."""
        with transaction.atomic():
            super().save(*args, update_fields=update_fields, **kwargs)
            if update_fields is None or {"title", "number", "published_at"} & set(update_fields):
                Chapter.objects.filter(story=self.story_id).touch()
            if update_fields is None or COUNTED & set(update_fields):
                Story.objects.filter(pk=self.story_id).count_chapters()

    @transaction.atomic
    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        done = super().delete(*args, **kwargs)
        Story.objects.filter(pk=self.story_id).count_chapters()
        return done

    def touch(self) -> None:
        """Say that the text or its margin changed."""
        Chapter.objects.filter(pk=self.pk).touch()

    def revise(
        self,
        source: str,
        *,
        by: Reader | None,
        on: Revision | None = None,
        along: Callable[[], None] | None = None,
    ) -> Revision | None:
        """Make `source` the chapter's text and carry every passage to it.

        The text is rendered and the passages carried before anything is locked. What is stored
        then is stored in one transaction, with what `along` does, and one revision at a time.
        Gives the new revision, or None where the text is what it was. Raises RevisedMeanwhile
        where `on`, the revision that `source` was written on, is not the present one.
        """
        rendered = None

        def propose() -> Callable[[], Revision | None]:
            nonlocal rendered
            proposal = Proposal(self, source, by=by, on=on, rendered=rendered)
            rendered = None if proposal.changes_nothing else proposal.revision
            return lambda: self._accept(proposal, along)

        return unless_overtaken(self.story, propose)

    def _accept(self, proposal: Proposal, along: Callable[[], None] | None) -> Revision | None:
        self.story.hold()
        Chapter.objects.select_for_update(no_key=True).only("pk").get(pk=self.pk)
        proposal.standing.check()
        new = proposal.store()
        if along:
            along()
        return new

    def show(self, revision: Revision) -> None:
        """Make a stored revision the present one. Its passages are the caller's to take along."""
        self.revision, self.words, self.stamp = revision, revision.words, new_stamp()
        self.save(update_fields=["revision", "words", "stamp"])
        self.__dict__.pop("text", None)

    def hold(self) -> None:
        """Keep others from revising the chapter until the transaction ends. Raises
        RevisedMeanwhile where somebody has, since this object was read."""
        now = Chapter.objects.select_for_update(no_key=True).only("revision").get(pk=self.pk)
        if now.revision_id != self.revision_id:
            raise RevisedMeanwhile

    def held(self, start: int, end: int) -> tuple[Chapter, int, int]:
        """The chapter as it is now, not to be revised before the transaction ends, and where a
        stretch of the text that this object knows stands in it. Raises WordsAreGone."""
        now = Chapter.objects.select_for_update(no_key=True).get(pk=self.pk)
        if now.revision_id == self.revision_id:
            return self, start, end
        return now, *now.locate(self.revision.number, start, end)

    @transaction.atomic
    def publish(self) -> None:
        """Show a draft to whoever sees its story."""
        self.story.hold()
        begin_margins(Chapter.objects.filter(pk=self.pk))
        self.published_at = timezone.now()
        self.save(update_fields=["published_at"])

    def publish_revision(self, title: str, source: str, *, on: Revision, by: Reader) -> None:
        """Publish what an author wrote in the editor, begun on the revision `on`, and let go of
        the draft. A chapter that was not published yet is now, if its story is. Raises
        RevisedMeanwhile."""

        def along() -> None:
            if title != self.title:
                self.title = title
                self.save(update_fields=["title"])
            if self.published_at is None and not self.story.is_draft:
                self.publish()
            Draft.objects.filter(chapter=self).delete()

        self.revise(source, by=by, on=on, along=along)

    def locate(
        self, revision: int, start: int, end: int, quote: str | None = None
    ) -> tuple[int, int]:
        """Where a stretch that somebody selected stands now, as (start, end) in code points.

        `start` and `end` refer to the revision of that number, the one that the reader was
        looking at; `quote` is what the reader saw there, where that is known. Raises
        WordsAreGone where the quote is not what that revision says, or its words are gone since.
        """
        seen = self.revision
        if revision != self.revision.number:
            known = self.revisions.published() if self.is_public else self.revisions
            seen = known.filter(number=revision).first()
        if seen is None or not 0 <= start < end <= len(seen.text):
            raise WordsAreGone
        if quote is not None and seen.text[start:end].split() != quote.split():
            raise WordsAreGone
        while start < end and seen.text[start].isspace():
            start += 1
        while end > start and seen.text[end - 1].isspace():
            end -= 1
        if start == end:
            raise WordsAreGone
        if seen.pk == self.revision_id:
            return start, end
        (place,) = carry([(start, end)], seen.text, self.text)
        if place is None:
            raise WordsAreGone
        return place
