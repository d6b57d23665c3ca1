"""Pictures: what came with a story besides its words, kept in the database with everything else.

In rows and not in files, so that one file of data stays one, and a backup of it is a backup.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models
from django.db.models import Q

from reader.models import visibility
from reader.models.library.story import Story
from reader.models.library.upload import Upload
from reader.text.rendering.pictures import FOLDER, NAME, TYPES


class PictureQuerySet(models.QuerySet["Picture"]):
    """Pictures, chosen and kept."""

    def visible_to(self, viewer: visibility.Viewer) -> PictureQuerySet:
        """What a viewer may see."""
        return self.filter(visibility.pictures(viewer))

    def add_files(self, pictures: dict[str, bytes], **owner: Story | Upload) -> None:
        """Keep files by their names with a `story` or an `upload`; what it has is had."""
        had = set(self.filter(name__in=pictures, **owner).values_list("name", flat=True))
        new = []
        for name, data in pictures.items():
            if name not in had:
                new.append(Picture(name=name, data=data, **owner))
        Picture.objects.bulk_create(new, batch_size=20)

    def hand_over(self, names: Iterable[str], upload: Upload, story: Story) -> None:
        """Give those of an upload's pictures that a story calls for, and lacks, to the story."""
        had = self.filter(story=story, name__in=names).values("name")
        self.filter(upload=upload, name__in=names).exclude(name__in=had).update(
            upload=None, story=story
        )


class Picture(models.Model):
    """A picture of a story, or of an upload that may become one.

    Its name says what it is: a hash of the file, width and height, and the format.
    """

    story = models.ForeignKey("Story", models.CASCADE, null=True, related_name="pictures")
    upload = models.ForeignKey("Upload", models.CASCADE, null=True, related_name="pictures")
    name = models.CharField(max_length=60, db_index=True)
    data = models.BinaryField()
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
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"{FOLDER}{self.name}"

    @property
    def content_type(self) -> str:
        match = NAME.fullmatch(self.name)
        return TYPES[match[4]] if match else "application/octet-stream"
