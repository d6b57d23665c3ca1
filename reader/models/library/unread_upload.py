"""Unread uploads: files that an author sent, kept until they are read."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class UnreadUploadQuerySet(models.QuerySet["UnreadUpload"]):
    def with_state(self) -> UnreadUploadQuerySet:
        """Each with `is_unread`: whether it has files that are still to be read."""
        return self.annotate(is_unread=_has_files())

    def unread(self) -> UnreadUploadQuerySet:
        """Those that are still to be read, not those that cannot be."""
        return self.filter(_has_files())

    def refused(self) -> UnreadUploadQuerySet:
        """Those of which no file can be read."""
        return self.exclude(_has_files())

    def bytes(self) -> int:
        """How large the files of these are."""
        files = UnreadFile.objects.filter(upload__in=self)
        return files.aggregate(sum=models.Sum("size"))["sum"] or 0


def _has_files() -> models.Exists:
    return models.Exists(UnreadFile.objects.filter(upload=models.OuterRef("pk")))


class UnreadUpload(models.Model):
    """Files that become one upload once they are read, by the task of this name; and why others
    cannot be read. Without files there is nothing left to read."""

    is_unread: bool

    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="unread_uploads"
    )
    name = models.CharField(max_length=200)
    task = models.CharField(max_length=64)
    refusals = models.JSONField(
        default=list, help_text="A sentence for each file that cannot be read."
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = UnreadUploadQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class UnreadFile(models.Model):
    """One of these files."""

    upload = models.ForeignKey(UnreadUpload, models.CASCADE, related_name="files")
    name = models.CharField(max_length=300)
    size = models.PositiveIntegerField(help_text="Bytes.")
    data = models.BinaryField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name
