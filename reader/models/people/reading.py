"""Readings: which revision of a chapter a reader has read to its end."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F

from reader.models.library.chapter import Chapter
from reader.models.library.revision import Revision
from reader.models.people.reader import Reader
from reader.models.viewer import Viewer, key_of


class ReadingQuerySet(models.QuerySet["Reading"]):
    """Readings, chosen and kept."""

    def of(self, reader: Viewer) -> ReadingQuerySet:
        own = key_of(reader)
        return self.filter(reader=own) if own else self.none()

    def overtaken(self) -> ReadingQuerySet:
        """Readings of chapters whose text is another one by now."""
        return self.exclude(revision__text=F("chapter__revision__text"))

    def keep(self, reader: Reader, chapter: Chapter, revision: Revision) -> None:
        """Remember that the reader has read a revision to its end; the latest one counts."""
        reading, new = self.get_or_create(
            reader=reader, chapter=chapter, defaults={"revision": revision}
        )
        if new or reading.revision_id == revision.pk:
            return
        if reading.revision.number < revision.number:
            reading.revision = revision
            reading.save()

    def know(self, chapter: Chapter, since: Revision) -> None:
        """Remember that these readers have seen what changed in a chapter `since` a revision, if
        they knew its text until then."""
        self.filter(chapter=chapter, revision__number__gte=since.number).update(
            revision=chapter.revision_id
        )


class Reading(models.Model):
    """That a reader has read a chapter to its end, and the revision whose text they know of it:
    the one that they read, or one whose changes since they have looked at."""

    reader = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="readings")
    chapter = models.ForeignKey("Chapter", models.CASCADE, related_name="readings")
    revision = models.ForeignKey(Revision, models.CASCADE, related_name="+")
    read_at = models.DateTimeField(auto_now=True)

    objects = ReadingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["reader", "chapter"], name="one_reading_a_chapter")
        ]

    def __str__(self) -> str:
        return f"{self.reader} has read {self.revision}"
