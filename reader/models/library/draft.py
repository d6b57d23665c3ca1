"""Drafts: what an author has written of a chapter's next revision and not yet published."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils import timezone

from reader.models.library.chapter import Chapter


class DraftQuerySet(models.QuerySet["Draft"]):
    """Drafts, kept."""

    def keep(self, chapter: Chapter, *, before: Draft | None, **fields: Any) -> None:
        """Store a chapter's draft in place of the one `before`, or of one that another window may
        have kept meanwhile: one statement, so that neither waits for the other."""
        stored = Draft.objects.filter(chapter=chapter) if before else Draft.objects.none()
        if stored.update(**fields, saved_at=timezone.now()):
            return
        Draft.objects.bulk_create(
            [Draft(chapter=chapter, **fields)],
            update_conflicts=True,
            unique_fields=["chapter"],
            update_fields=["revision", "title", "source", "window", "saved_at"],
        )


class Draft(models.Model):
    """The text in an author's editor, kept while they write. `revision` is what it began from,
    `window` names the editor that kept it last."""

    chapter = models.OneToOneField("Chapter", models.CASCADE, related_name="draft")
    revision = models.ForeignKey("Revision", models.CASCADE, related_name="+")
    title = models.CharField(max_length=200, blank=True)
    source = models.TextField()
    window = models.CharField(max_length=12, blank=True, editable=False)
    saved_at = models.DateTimeField(auto_now=True)

    objects = DraftQuerySet.as_manager()

    def __str__(self) -> str:
        return f"Draft of {self.chapter}"
