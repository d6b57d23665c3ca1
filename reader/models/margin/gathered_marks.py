"""Which marks the popular highlights of a chapter were gathered from."""

from __future__ import annotations

from django.db import models

from reader.models.library.chapter import Chapter


class GatheredMarks(models.Model):
    """A digest of a chapter's revision and of the marks in it that were counted last, whether or
    not many marked the same sentence: what is the same is not gathered again."""

    chapter = models.OneToOneField(
        Chapter, models.CASCADE, primary_key=True, related_name="gathered_marks"
    )
    digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.chapter}: {self.digest}"
