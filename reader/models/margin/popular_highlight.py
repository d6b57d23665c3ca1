"""Popular highlights: sentences that many readers have marked, without anybody's name."""

from __future__ import annotations

from django.db import models

from reader.models.library.chapter import Chapter, ChapterQuerySet


class PopularHighlightQuerySet(models.QuerySet["PopularHighlight"]):
    """Popular highlights, chosen."""

    def present(self) -> PopularHighlightQuerySet:
        """Those in the present text of a chapter that stands in everybody's lists."""
        return self.in_chapters(Chapter.objects.all())

    def in_chapters(self, chapters: ChapterQuerySet) -> PopularHighlightQuerySet:
        """Of these those in chapters that are chosen. Each is asked for its own chapter, so that
        the first few cost no more the more chapters there are."""
        public = chapters.listed_for(None).in_story().order_by()
        own = public.filter(pk=models.OuterRef("chapter"), revision=models.OuterRef("revision"))
        return self.filter(models.Exists(own))


class PopularHighlight(models.Model):
    """A sentence of a revision that many readers have marked who let their marks count unnamed.

    It is gathered by the worker, never stored with a mark, and says of how many no more than
    `readers`: at least so many.
    """

    chapter = models.ForeignKey(Chapter, models.CASCADE, related_name="popular_highlights")
    revision = models.ForeignKey("Revision", models.CASCADE, related_name="+")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    readers = models.PositiveIntegerField()

    objects = PopularHighlightQuerySet.as_manager()

    class Meta:
        ordering = ["chapter", "start"]
        indexes = [models.Index(fields=["-readers", "id"], name="most_popular_highlights")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(end__gt=models.F("start")), name="popular_highlight_has_words"
            )
        ]

    def __str__(self) -> str:
        return f"{self.chapter}, {self.start} to {self.end}: {self.readers} or more"

    @property
    def words(self) -> str:
        """The words that it stands on."""
        return self.revision.text[self.start : self.end]
