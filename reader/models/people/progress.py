"""Progress: how far a reader has come in a story."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import Case, Exists, F, OuterRef, Q, Value, When
from django.db.models.functions import Least, Length
from django.utils import timezone

from reader.models.library.chapter import Chapter
from reader.models.library.revision import Revision
from reader.models.people.reader import Reader
from reader.models.viewer import Viewer, key_of
from reader.text.anchoring.passages import carry

NO_TIME = timedelta()
A_LINE = 80
"""Code points of about a line: so many words after a place say where it is in another text."""


class ProgressQuerySet(models.QuerySet["Progress"]):
    """Places in stories, kept and found."""

    def of(self, reader: Viewer) -> ProgressQuerySet:
        own = key_of(reader)
        return self.filter(reader=own) if own else self.none()

    def move_on(
        self,
        reader: Reader,
        slug: str,
        number: int,
        revision: int,
        offset: int,
        *,
        device: str = "",
        waited: timedelta = NO_TIME,
    ) -> bool:
        """Move the place within the text that it is in already: the revision of that number, the
        present one of a chapter that its reader may read. One statement stores what `keep` would.
        Gives whether it did; else nothing is stored, and it is for `keep`."""
        now = timezone.now()
        here = Chapter.objects.visible_to(reader).filter(
            pk=OuterRef("chapter"),
            story__slug=slug,
            number=number,
            revision=OuterRef("revision"),
            revision__number=revision,
        )
        long_enough = here.alias(length=Length("revision__text")).filter(length__gte=offset)
        later = Chapter.objects.filter(pk=OuterRef("furthest_chapter"), number__gt=number)
        is_furthest = Q(furthest_chapter=F("chapter"), furthest_revision=F("revision"))
        reaches_on = Q(furthest_chapter=F("chapter"), furthest_offset__lte=offset)
        places = self.filter(
            Exists(long_enough),
            is_furthest | Exists(later),
            reader=reader,
            known__isnull=False,
            updated_at__lte=now - waited,
        )
        moved = places.update(
            offset=offset,
            finished=False,
            furthest_offset=Case(
                When(reaches_on, then=offset),
                default="furthest_offset",
                output_field=models.IntegerField(),
            ),
            furthest_device=Case(When(reaches_on, then=Value(device)), default="furthest_device"),
            updated_at=now,
        )
        return moved > 0

    def keep(
        self,
        reader: Reader,
        chapter: Chapter,
        offset: int,
        *,
        finished: bool = False,
        device: str = "",
        read: Revision | None = None,
        waited: timedelta = NO_TIME,
    ) -> None:
        """Remember the place, a code point of the chapter's present text, on which `device` the
        reader came further than ever before, and which revision was `read` (else the present).
        What has `waited` gives way to a place that was kept meanwhile."""
        last = {
            "chapter": chapter,
            "revision_id": chapter.revision_id,
            "offset": offset,
            "finished": finished,
        }
        known = read or chapter.revision
        first = {
            "known": known,
            "furthest_chapter": chapter,
            "furthest_revision_id": chapter.revision_id,
            "furthest_offset": offset,
            "furthest_device": device,
        }
        places = Progress.objects.select_related("furthest_chapter", "furthest_revision")
        before = places.filter(reader=reader, story_id=chapter.story_id).first()
        behind = before is not None and before.is_behind(chapter, offset)  # it may take long
        with transaction.atomic():
            place, is_new = self._held(reader, chapter, last | first)
            if is_new or place.updated_at > timezone.now() - waited:
                return
            if before is None or before.furthest != place.furthest:
                behind = place.is_behind(chapter, offset)
            if finished or place.known_id is None or place.chapter_id != chapter.pk:
                place.known = known
            for name, value in last.items():
                setattr(place, name, value)
            if not behind:
                place.reach(device)
            place.save()

    def _held(
        self, reader: Reader, chapter: Chapter, last: dict[str, Any]
    ) -> tuple[Progress, bool]:
        """The reader's place in the chapter's story, or a new one with `last`, and whether it is
        new; nobody else changes it until the transaction ends."""
        places = self.select_for_update(of=("self",)).select_related("furthest_chapter")
        return places.get_or_create(reader=reader, story_id=chapter.story_id, defaults=last)

    def go_on_from_here(self, reader: Reader, story: int) -> None:
        """Make the last place the furthest: the reader has gone back, and means it."""
        for place in self.filter(reader=reader, story=story):
            place.reach("")
            place.save()

    def know(self, chapter: Chapter, since: Revision) -> None:
        """Remember that the readers of these places have seen what changed in a chapter `since`
        a revision, if they knew its text until then."""
        knew = models.Q(known=None) | models.Q(known__number__gte=since.number)
        self.filter(knew, chapter=chapter).update(known=chapter.revision_id)

    def take_furthest(self, chapter: Chapter, by: int) -> None:
        """Take the furthest places along to a chapter as it is now, where they are `by` code
        points further on."""
        self.update(
            furthest_chapter=chapter,
            furthest_revision=chapter.revision_id,
            furthest_offset=Least(F("furthest_offset") + by, len(chapter.text)),
        )


def carried(offset: int, then: Revision, now: Revision) -> int:
    """Where a place in one revision stands in another: before the same words, else in the same
    paragraph, else as far from the beginning."""
    if then.pk == now.pk or not then.blocks:
        return min(offset, len(now.text))
    _, start, end, _ = then.blocks[then.block_at(offset)]
    whole = (start, end)
    line = (min(offset, end), min(offset + A_LINE, end))
    paragraph, words = carry([whole, line], then.text, now.text)
    if words and (paragraph is None or paragraph[0] <= words[0] < paragraph[1]):
        return words[0]
    return paragraph[0] if paragraph else min(offset, len(now.text))


class Progress(models.Model):
    """A reader's place in a story: the chapter, and a code point in one of its revisions."""

    reader = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="progress")
    story = models.ForeignKey("Story", models.CASCADE, related_name="progress")
    chapter = models.ForeignKey("Chapter", models.CASCADE, related_name="+")
    revision = models.ForeignKey("Revision", models.CASCADE, related_name="+")
    known = models.ForeignKey(
        "Revision",
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        help_text="The one whose text the reader knows: it was begun, or its changes looked at.",
    )
    offset = models.PositiveIntegerField(default=0)
    finished = models.BooleanField("read to the chapter's end", default=False)
    furthest_chapter = models.ForeignKey(
        "Chapter", models.SET_NULL, null=True, editable=False, related_name="+"
    )
    furthest_revision = models.ForeignKey(
        "Revision", models.SET_NULL, null=True, editable=False, related_name="+"
    )
    furthest_offset = models.PositiveIntegerField(default=0, editable=False)
    furthest_device = models.CharField(
        max_length=16, blank=True, editable=False, help_text="Where the reader came that far."
    )
    updated_at = models.DateTimeField(auto_now=True)

    objects = ProgressQuerySet.as_manager()

    # What is found out about where its reader goes on, where it is asked for (`continuing`).
    following: int | None = None
    is_read = False
    since: datetime
    new = 0
    first_new: int | None = None

    class Meta:
        ordering = ["-updated_at"]
        verbose_name_plural = "progress"
        constraints = [
            models.UniqueConstraint(fields=["reader", "story"], name="one_place_a_story")
        ]

    def __str__(self) -> str:
        return f"{self.reader} in {self.chapter}"

    def get_absolute_url(self) -> str:
        """The very line; without script, the very paragraph."""
        url = self.chapter.get_absolute_url()
        return f"{url}#b{self.block}" if self.offset else url

    def move(self, chapter: Chapter, offset: int) -> None:
        """Take the place along to another chapter, as it is now."""
        self.chapter, self.revision, self.offset = chapter, chapter.current_revision, offset
        self.known, self.finished = chapter.revision, False
        self.save()

    @property
    def furthest(self) -> tuple[int | None, int | None, int]:
        """The furthest place as it is stored: keys of its chapter and revision, and a code
        point."""
        return self.furthest_chapter_id, self.furthest_revision_id, self.furthest_offset

    def is_behind(self, chapter: Chapter, offset: int) -> bool:
        """Whether a place in a chapter as it is now comes before the furthest one."""
        furthest = self.furthest_chapter
        if furthest is None or furthest.number is None or chapter.number is None:
            return False
        if furthest.pk != chapter.pk:
            return chapter.number < furthest.number
        return offset < self.furthest_offset_in(chapter)

    def furthest_offset_in(self, chapter: Chapter) -> int:
        """The furthest place as a code point of the present text of its chapter."""
        if self.furthest_revision_id in (None, chapter.revision_id):
            return self.furthest_offset
        assert self.furthest_revision is not None
        return carried(self.furthest_offset, self.furthest_revision, chapter.current_revision)

    def reach(self, device: str) -> None:
        """Say that the last place is the furthest too."""
        self.furthest_chapter, self.furthest_revision_id = self.chapter, self.revision_id
        self.furthest_offset, self.furthest_device = self.offset, device

    @property
    def furthest_url(self) -> str:
        """The furthest place, where it stands now, of a reader who has one."""
        chapter = self.furthest_chapter
        assert chapter is not None
        block = chapter.current_revision.block_at(self.furthest_offset_in(chapter))
        return f"{chapter.get_absolute_url()}#b{block}"

    @property
    def block(self) -> int:
        """The index of the block to go on from, in the chapter as it is now."""
        return self.chapter.current_revision.block_at(self.offset_now)

    @property
    def offset_now(self) -> int:
        """The code point to go on from, in the chapter as it is now."""
        return carried(self.offset, self.revision, self.chapter.current_revision)

    @property
    def percent(self) -> int:
        """How much of the chapter is read, in hundredths."""
        if self.finished:
            return 100
        length = len(self.revision.text)
        return min(round(100 * self.offset / length), 100) if length else 0
