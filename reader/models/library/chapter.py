"""Chapters: the numbered parts of a story. Their text lives in revisions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import cached_property
from typing import Any, ClassVar

from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from reader.models import visibility
from reader.models.closed_by import Closable
from reader.models.library.chapter_stamps import StampedQuerySet
from reader.models.library.co_author import CoAuthor
from reader.models.library.postponed import Postponed
from reader.models.library.revision import Revision
from reader.models.library.story import Story
from reader.models.library.takedown import Takedown
from reader.models.stamps import Stamps, new_stamp
from reader.models.viewer import Viewer
from reader.text.word_count import minutes_to_read

COUNTED = {"number", "published_at", "words", "revision"}
"""Fields that, when changed, change the story's counts."""


class RevisedMeanwhile(Exception):
    """Somebody has saved another revision since this one was begun."""


class ChapterQuerySet(StampedQuerySet["Chapter"]):
    """Chapters, chosen."""

    def visible_to(self, viewer: Viewer) -> ChapterQuerySet:
        """What a viewer may read."""
        return self.filter(visibility.chapters(viewer, CoAuthor.objects.all()))

    def listed_for(self, viewer: Viewer) -> ChapterQuerySet:
        """What stands in a viewer's lists."""
        return self.visible_to(viewer).filter(
            visibility.listed(viewer, CoAuthor.objects.all(), "story")
        )

    def published(self) -> ChapterQuerySet:
        """What is published, for whomever."""
        return self.filter(visibility.published_chapters())

    def looked_at_by_moderators(self) -> ChapterQuerySet:
        """What of stories that wait for moderators, or that they took down, these read."""
        return self.filter(visibility.looked_at_chapters())

    def of_author(self, viewer: Viewer) -> ChapterQuerySet:
        """All of the stories that a reader writes, but for what was deleted."""
        theirs = visibility.written_by(viewer, CoAuthor.objects.all(), "story")
        return self.filter(theirs, deleted_at=None, story__deleted_at=None)

    def in_story(self) -> ChapterQuerySet:
        """Chapters that stand in their story, in order; not those that were taken out of it."""
        return self.filter(number__isnull=False).order_by("number")

    def update(self, **values: Any) -> int:
        """Update, then count the stories' chapters again if a counted field changed."""
        if not COUNTED & values.keys():
            return super().update(**values)
        with transaction.atomic():
            stories = set(self.order_by().values_list("story", flat=True))
            done = super().update(**values)
            Story.objects.filter(pk__in=stories).count_chapters()
        return done

    update.alters_data = True  # type: ignore[attr-defined]

    def delete(self) -> tuple[int, dict[str, int]]:
        """As any deletion; the stories count what is left."""
        with transaction.atomic():
            stories = set(self.order_by().values_list("story", flat=True))
            done = super().delete()
            Story.objects.filter(pk__in=stories).count_chapters()
        return done

    delete.alters_data = True  # type: ignore[attr-defined]
    delete.queryset_only = True  # type: ignore[attr-defined]


_Manager = models.Manager.from_queryset(ChapterQuerySet)


class ChapterManager(_Manager["Chapter"]):
    """Chapters, but for those that were deleted."""

    def get_queryset(self) -> ChapterQuerySet:
        return ChapterQuerySet(self.model, using=self._db).filter(deleted_at=None)


class Chapter(Postponed, Takedown, Closable):
    """A numbered part of a story; one without a number was taken out of it. What readers wrote on
    it stays on it then, unless its words went into another one with it."""

    URN_KIND: ClassVar = "reader.chapter"

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
    margin_revision = models.ForeignKey(
        "Revision", models.SET_NULL, null=True, editable=False, related_name="+"
    )
    """The older one that its passages stand in, until a task has taken them along."""
    read_up_to = models.PositiveIntegerField(default=0, editable=False)
    """The number of the last text that everybody could read before it was taken back."""
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
        help_text="Another one after every change of the text, and of what stands around it.",
    )
    margin_stamp = models.PositiveBigIntegerField(
        default=new_stamp,
        editable=False,
        help_text="Another one after every change of what everybody sees on its words.",
    )
    margin_changes = models.TextField(
        default="",
        blank=True,
        editable=False,
        help_text="The last of these stamps, and the stretches that changed with each.",
    )
    comments_stamp = models.PositiveBigIntegerField(
        default=new_stamp,
        editable=False,
        help_text="Another one after every change of the comments on it as a whole.",
    )
    published_at = models.DateTimeField(null=True, blank=True, help_text="Empty for a draft.")
    closed_at = models.DateTimeField(
        null=True, editable=False, help_text="Since when nobody else says anything more on it."
    )
    told_at = models.DateTimeField(
        null=True, editable=False, help_text="When those who follow the story were notified."
    )
    told_for = models.CharField(  # the story's audience then
        max_length=10, blank=True, default="", editable=False
    )
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
    with_deleted = _Manager()

    # What pages and feeds find out about a chapter besides, and say on it.
    opening: str
    overtaken: int | None
    read: bool
    talk = 0
    was_revised = False
    whole: bool
    not_out_before: Chapter | None = None

    class Meta:
        ordering = ["story", "number"]
        constraints = [
            *Takedown.Meta.constraints,
            models.UniqueConstraint(fields=["story", "number"], name="chapters_are_numbered"),
        ]
        indexes = [
            models.Index(
                fields=["published_at"], condition=Q(told_at=None), name="chapters_to_tell"
            )
        ]

    def __str__(self) -> str:
        return f"{self.story}, {f'chapter {self.number}' if self.number else self.heading}"

    def get_absolute_url(self) -> str:
        if self.number is None:
            return reverse("taken_out_chapter", args=[self.story.slug, self.pk])
        return reverse("chapter", args=[self.story.slug, self.number])

    @property
    def is_published(self) -> bool:
        """Whether everybody who may read its story may read it."""
        return self.published_at is not None and self.published_at <= timezone.now()

    @property
    def is_public(self) -> bool:
        """Whether everybody may read it now."""
        return self.is_published and not self.story.is_draft

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

    @property
    def stamps(self) -> Stamps:
        """The stamps as this object knows them, of a chapter whose story is loaded."""
        margin = self.margin_stamp, self.margin_changes
        return Stamps(self.pk, self.stamp, self.story.stamp, *margin, self.comments_stamp)

    @property
    def current_revision(self) -> Revision:
        """The revision that everybody reads: every chapter has one that was not erased."""
        assert self.revision is not None
        return self.revision

    @cached_property
    def text(self) -> str:
        return self.revision.text if self.revision else ""

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        """Save; what is seen on the pages of other chapters too makes all of them new."""
        if update_fields is None:
            self.stamp = new_stamp()  # the row may know old ones
        with transaction.atomic():
            super().save(*args, update_fields=update_fields, **kwargs)
            if update_fields is None or {"title", "number", "published_at"} & set(update_fields):
                Story.objects.filter(pk=self.story_id).touch()
            if update_fields is None or COUNTED & set(update_fields):
                Story.objects.filter(pk=self.story_id).count_chapters()

    @transaction.atomic
    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        done = super().delete(*args, **kwargs)
        Story.objects.filter(pk=self.story_id).count_chapters()
        return done

    def touch(self) -> None:
        """Say that the text has changed, or what stands around it."""
        Chapter.with_deleted.filter(pk=self.pk).touch()

    def touch_comments(self) -> None:
        """Say that the comments on the chapter as a whole have changed."""
        Chapter.with_deleted.filter(pk=self.pk).touch_comments()

    @property
    def is_settling(self) -> bool:
        """Whether passages have yet to be taken along to the present text."""
        return self.margin_revision_id is not None

    def show(self, revision: Revision, margin: int | None = None) -> None:
        """Make a stored revision the present one. Its passages are the caller's to take along, or a
        task's: then `margin` is the key of the revision that they stand in."""
        self.revision, self.words, self.stamp = revision, revision.words, new_stamp()
        self.margin_revision_id = margin
        self.save(update_fields=["revision", "words", "stamp", "margin_revision"])
        self.__dict__.pop("text", None)

    def hold(self) -> None:
        """Keep others from revising the chapter until the transaction ends. Raises
        RevisedMeanwhile where somebody has, since this object was read."""
        now = Chapter.objects.select_for_update(no_key=True).only("revision").get(pk=self.pk)
        if now.revision_id != self.revision_id:
            raise RevisedMeanwhile
