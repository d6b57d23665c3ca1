"""Files of annotations that readers import: kept until they are read, then what became of them."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class AnnotationFile(models.Model):
    """A file of annotations, read by the task of this name; then its `result`, or why it cannot be
    read, until its reader has seen it. A reader has one at a time."""

    reader = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="annotation_file"
    )
    name = models.CharField(max_length=200)
    data = models.BinaryField()
    story = models.ForeignKey(
        "Story", models.SET_NULL, null=True, related_name="+", help_text="For words of no other."
    )
    host = models.CharField(max_length=300, help_text="Ours: on it a URL is trusted.")
    task = models.CharField(max_length=64)
    refusal = models.TextField(blank=True)
    result = models.JSONField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name

    @property
    def is_read(self) -> bool:
        """Whether nothing is to be done about it any more."""
        return bool(self.refusal) or self.result is not None
