"""Uploads: files that an author brought, understood, and not yet made a story of."""

from __future__ import annotations

from django.conf import settings
from django.db import models, transaction
from django.urls import reverse

from reader.models.picture import Picture
from reader.models.reader import Reader
from reader.models.story import Story
from reader.models.update import Update
from reader.text.manuscripts import Manuscript
from reader.text.pictures import names_in

MOST = 50
"""Uploads that one reader may have waiting."""


class UploadManager(models.Manager["Upload"]):
    """Uploads, kept."""

    @transaction.atomic
    def keep(self, name: str, manuscript: Manuscript, *, by: Reader) -> Upload:
        """Keep what was understood of a file until its author says what is to become of it."""
        manuscript.doubts += self._doubles(manuscript, by)
        upload = self.model(reader=by, name=name[:200], manuscript=manuscript.as_json())
        upload.story = Story.objects.likely_from(manuscript, author=by)
        if upload.story:
            manuscript.doubts += Update(upload.story, manuscript).sentences()
            upload.manuscript = manuscript.as_json()
        upload.save()
        Picture.objects.keep(manuscript.pictures, upload=upload)
        return upload

    def _doubles(self, manuscript: Manuscript, reader: Reader) -> list[str]:
        """What is to be said of others like it: one that waits, one that somebody else brought."""
        said = []
        fields = {"manuscript__title": manuscript.title, "manuscript__source": manuscript.source}
        if self.filter(reader=reader, **fields).exists():
            said.append(f"Another file of “{manuscript.title}” waits to be looked over.")
        theirs = Story.objects.visible_to(reader).of_source(manuscript.source)
        other = theirs.exclude(author=reader).first()
        if other:
            said.append(f"{other.author} has brought this story: {other.get_absolute_url()}")
        return said


class Upload(models.Model):
    """A manuscript in its author's hands. `story` is the one that it may be a newer state of."""

    reader = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="uploads")
    name = models.CharField(max_length=200)
    manuscript = models.JSONField()
    story = models.ForeignKey(Story, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = UploadManager()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("upload", args=[self.pk])

    def proof(self) -> Manuscript:
        """The manuscript as it is understood so far."""
        return Manuscript.from_json(self.manuscript)

    def correct(self, manuscript: Manuscript) -> None:
        """Keep what its author has changed."""
        self.manuscript = manuscript.as_json()
        self.save(update_fields=["manuscript"])

    @transaction.atomic
    def become(self, *, story: Story | None = None, draft: bool = False) -> Story:
        """Make a new story of it, or bring `story` up to date; and let go of the upload."""
        made = self.proof()
        if story is None:
            story = Story.objects.from_manuscript(made, author=self.reader, draft=draft)
        else:
            story.update_from(made, by=self.reader)
        called = set().union(*map(names_in, made.texts()))
        Picture.objects.hand_over(called, self, story)
        self.delete()
        return story
