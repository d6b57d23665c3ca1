"""Exports: files that take long to make, made once and kept for a day."""

from __future__ import annotations

from datetime import timedelta
from typing import IO

from django.conf import settings
from django.core.files import File
from django.core.files.storage import Storage, storages
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from reader.models.library.stored_files import delete_files, free_name

KEPT_FOR = timedelta(days=1)
"""How long a file waits for whoever asked for it."""
FOLDER = "exports"
"""Where the files lie in their storage."""


def export_storage() -> Storage:
    """Where the files of exports are: a folder, or whatever the settings say."""
    return storages["exports"]


class ExportQuerySet(models.QuerySet["Export"]):
    """Exports, chosen and erased."""

    def fresh(self) -> ExportQuerySet:
        """Those that have not waited for too long."""
        return self.filter(created_at__gt=timezone.now() - KEPT_FOR)

    def expired(self) -> ExportQuerySet:
        return self.filter(created_at__lte=timezone.now() - KEPT_FOR)

    def keep(self, content: IO[bytes], **fields: object) -> None:
        """A new export with a file that is made; not where there is one of that key."""
        name = export_storage().save(free_name(FOLDER), File(content))
        try:
            with transaction.atomic():
                self.create(file=name, **fields)
        except IntegrityError:
            delete_files(export_storage(), [name])

    def erase(self) -> None:
        """Delete them, and their files as soon as that is stored."""
        with transaction.atomic():
            files = dict(self.select_for_update().values_list("pk", "file"))
            Export.objects.filter(pk__in=files).delete()
            names = [name for name in files.values() if name]
            transaction.on_commit(lambda: delete_files(export_storage(), names))


class Export(models.Model):
    """A file made of what is here; whoever asks for the same again gets the same file.

    Its `key` says what it is made of, in which state, and for whom. It has a file once that is
    whole.
    """

    class Kind(models.TextChoices):
        STORY = "story"
        ANNOTATIONS = "annotations"
        ARCHIVE = "archive"

    key = models.CharField(max_length=64, unique=True)
    kind = models.CharField(max_length=12, choices=Kind)
    options = models.JSONField(default=dict, help_text="What else there is to know to make it.")
    story = models.ForeignKey("Story", models.CASCADE, null=True, related_name="exports")
    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        related_name="exports",
        help_text="Whose it is; nobody's where all may have it who may read the story.",
    )
    file = models.CharField(max_length=100, blank=True)
    task = models.CharField(max_length=64, blank=True, help_text="The task that makes it.")
    created_at = models.DateTimeField(default=timezone.now, db_index=True)

    objects = ExportQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"

    @property
    def size(self) -> int:
        """Bytes of the file. Raises FileNotFoundError."""
        return export_storage().size(self.file)

    @property
    def is_lost(self) -> bool:
        """Whether there was a file, and somebody has deleted it."""
        return bool(self.file) and not export_storage().exists(self.file)

    def open(self) -> File:
        """The file, to be read. Raises FileNotFoundError."""
        return export_storage().open(self.file)

    def keep(self, content: IO[bytes]) -> None:
        """Keep the whole file; or not, where there is one already, or it is no longer wanted."""
        name = export_storage().save(free_name(FOLDER), File(content))
        try:
            with transaction.atomic():
                waiting = Export.objects.filter(pk=self.pk, file="")
                kept = waiting.update(file=name, key=self.key)
        except IntegrityError:  # somebody has asked for this very state meanwhile
            kept = 0
            Export.objects.filter(pk=self.pk).delete()
        if not kept:
            delete_files(export_storage(), [name])
