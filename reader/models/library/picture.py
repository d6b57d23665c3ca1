"""Pictures: what came with a story besides its words.

They are kept in rows and not in files, so that one file of data stays one, and a backup of it is a
backup; or, where there are very many, in a storage that the settings name.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from pathlib import PurePath

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse

from reader.models import visibility
from reader.models.library.co_author import CoAuthor
from reader.models.library.stored_files import delete_files, free_name
from reader.models.library.story import Story
from reader.models.library.upload import Upload
from reader.models.viewer import Viewer
from reader.text.rendering.pictures import NAME, TYPES

_log = logging.getLogger("gloss.pictures")
FOLDER = "pictures"
"""Where the files lie in their storage."""


def picture_storage() -> Storage | None:
    """Where the files of pictures are; None where they are in rows."""
    return storages["pictures"] if "pictures" in settings.STORAGES else None


class PictureQuerySet(models.QuerySet["Picture"]):
    """Pictures, chosen and kept."""

    def visible_to(self, viewer: Viewer) -> PictureQuerySet:
        """What a viewer may see."""
        return self.filter(visibility.pictures(viewer, CoAuthor.objects.all()))

    def add(self, pictures: Iterable[Picture], **owner: Story | Upload) -> None:
        """Keep unsaved pictures with a `story` or an `upload`; what it has is had."""
        by_name = {picture.name: picture for picture in pictures}
        for name in self.filter(name__in=by_name, **owner).values_list("name", flat=True):
            del by_name[name]
        for picture in by_name.values():
            for field, value in owner.items():
                setattr(picture, field, value)
        Picture.objects.bulk_create(by_name.values(), batch_size=20)

    def erase(self) -> None:
        """Delete them, and their files as soon as that is stored."""
        storage = picture_storage()
        names = list(self.exclude(file="").values_list("file", flat=True))
        self.all().delete()
        if storage and names:
            transaction.on_commit(lambda: delete_files(storage, names))

    def hand_over(self, names: Iterable[str], upload: Upload, story: Story) -> None:
        """Give those of an upload's pictures that a story calls for, and lacks, to the story."""
        had = self.filter(story=story, name__in=names).values("name")
        self.filter(upload=upload, name__in=names).exclude(name__in=had).update(
            upload=None, story=story
        )


class Picture(models.Model):
    """A picture of a story, or of an upload that may become one.

    Its name says what it is: a hash of the file, width and height, and the format. Its bytes are
    `data`, or lie as `file` in the storage for pictures.
    """

    story = models.ForeignKey("Story", models.CASCADE, null=True, related_name="pictures")
    upload = models.ForeignKey("Upload", models.CASCADE, null=True, related_name="pictures")
    name = models.CharField(max_length=60, db_index=True)
    data = models.BinaryField(null=True)
    file = models.CharField(max_length=100, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = PictureQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["story", "name"], name="one_picture_a_story"),
            models.UniqueConstraint(fields=["upload", "name"], name="one_picture_an_upload"),
            models.CheckConstraint(
                condition=Q(story=None, upload__isnull=False) | Q(upload=None, story__isnull=False),
                name="picture_is_of_a_story_or_an_upload",
            ),
            models.CheckConstraint(
                condition=Q(data=None, file__gt="") | Q(data__isnull=False, file=""),
                name="picture_is_in_its_row_or_in_a_file",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("picture", args=[self.name])

    @classmethod
    def of_files(cls, files: dict[str, bytes]) -> list[Picture]:
        """Unsaved pictures of files, by their names. What lies in a storage is there afterwards:
        to be called while nothing is locked."""
        pictures = []
        for name, data in files.items():
            picture = cls(name=name, data=data)
            picture._lay()
            pictures.append(picture)
        return pictures

    def read(self) -> bytes:
        """The bytes; none if the file is lost, so that one picture stops no story, archive or
        backup of all the rest."""
        if self.data is not None:
            return bytes(self.data)
        storage = picture_storage()
        try:
            if storage is None:
                raise FileNotFoundError
            with storage.open(self.file) as file:
                return file.read()
        except FileNotFoundError:
            _log.error("The file of the picture %s is lost: %s.", self.name, self.file)
            return b""

    def put_away(self) -> bool:
        """Move the bytes from the row into the storage; gives whether they are there now."""
        self._lay()
        row = Picture.objects.filter(pk=self.pk, file="")
        return bool(self.file) and bool(row.update(data=None, file=self.file))

    def _lay(self) -> None:
        """Put the bytes where they belong, if that is not the row."""
        storage = picture_storage()
        if storage and self.data is not None:
            name = free_name(FOLDER, PurePath(self.name).suffix)
            self.file = storage.save(name, ContentFile(bytes(self.data)))
            self.data = None

    @property
    def content_type(self) -> str:
        match = NAME.fullmatch(self.name)
        return TYPES[match[4]] if match else "application/octet-stream"
