"""Uploads: files that an author brought, understood, and not yet made a story of."""

from __future__ import annotations

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse

from reader.models.reader import Reader
from reader.models.story import Story
from reader.text.manuscripts import Manuscript

MOST = 50
"""Uploads that one reader may have waiting; the oldest makes room."""


class UploadManager(models.Manager["Upload"]):
    """Uploads, kept."""

    @transaction.atomic
    def keep(self, name: str, manuscript: Manuscript, *, by: Reader) -> Upload:
        """Keep what was understood of a file until its author says what is to become of it."""
        upload = self.create(reader=by, name=name[:200], manuscript=manuscript.as_json())
        upload.story = upload.likely_story()
        upload.save(update_fields=["story"])
        waiting = self.filter(reader=by).order_by("-pk").values("pk")
        self.filter(reader=by).exclude(pk__in=[w["pk"] for w in waiting[:MOST]]).delete()
        return upload


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

    def likely_story(self) -> Story | None:
        """The author's story that this one seems to be: of the same source, or the same title."""
        made = self.proof()
        own = Story.objects.filter(author=self.reader).annotate(lower=Lower("title"))
        same = Q(lower=made.title.strip().lower()[:200])
        if made.source:
            same |= Q(source=made.source[:500])
        return own.filter(same).order_by("-pk").first()

    @transaction.atomic
    def become(self, *, story: Story | None = None, draft: bool = False) -> Story:
        """Make a new story of it, or bring `story` up to date; and let go of the upload."""
        made = self.proof()
        if story is None:
            story = Story.objects.from_manuscript(made, author=self.reader, draft=draft)
        else:
            story.update_from(made, by=self.reader)
        self.delete()
        return story
