"""Uploads: files that an author brought, understood, and not yet made a story of."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.db import models, transaction
from django.urls import reverse

from reader.actions.library.new_story import NewStory
from reader.actions.library.story_update import Update, state_of
from reader.models.library.picture import Picture
from reader.models.library.story import Story
from reader.models.people.reader import Reader
from reader.text.manuscripts.manuscript import Manuscript
from reader.text.rendering.pictures import names_in

MOST = 50
"""Uploads that one reader may have waiting."""


class UploadManager(models.Manager["Upload"]):
    """Uploads, kept."""

    def keep(self, name: str, manuscript: Manuscript, *, by: Reader) -> Upload:
        """Keep what was understood of a file until its author says what is to become of it."""
        upload = self.model(reader=by, name=name[:200])
        upload.story = Story.objects.likely_from(manuscript, author=by)
        upload.understand(manuscript)
        with transaction.atomic():
            upload.save()
            Picture.objects.keep(manuscript.pictures, upload=upload)
        return upload


class Upload(models.Model):
    """A manuscript in its author's hands. `story` is the one that it may be a newer state of."""

    reader = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="uploads")
    name = models.CharField(max_length=200)
    manuscript = models.JSONField()
    story = models.ForeignKey(Story, models.SET_NULL, null=True, related_name="+")
    plan = models.JSONField(
        null=True, help_text="What bringing `story` up to date does, as the proof says it."
    )
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

    def said(self) -> list[str]:
        """What is to be known before it is published, besides the manuscript's doubts: of others
        like it, and of what it does to the story that it is a newer state of."""
        made = self.proof()
        said = []
        waiting = Upload.objects.filter(reader=self.reader_id).exclude(pk=self.pk)
        if waiting.filter(manuscript__title=made.title, manuscript__source=made.source).exists():
            said.append(f"Another file of “{made.title}” waits to be looked over.")
        theirs = Story.objects.visible_to(self.reader).of_source(made.source)
        other = theirs.exclude(author=self.reader_id).first()
        if other:
            said.append(f"{other.author} has brought this story: {other.get_absolute_url()}")
        return said + (self.plan["sentences"] if self.plan else [])

    def understand(self, manuscript: Manuscript) -> None:
        """Take a manuscript over, and work out anew, without saving it, what bringing the story
        up to date with it would do. A story that was deleted is none to bring up to date."""
        self.manuscript, self.plan = manuscript.as_json(), None
        if self.story and self.story.deleted_at:
            self.story = None
        if self.story:
            update = Update(self.story, manuscript)
            self.plan = update.plan | {"sentences": update.sentences()}

    def correct(self, manuscript: Manuscript) -> None:
        """Keep what its author has changed."""
        self.understand(manuscript)
        Upload.objects.filter(pk=self.pk).update(
            manuscript=self.manuscript, story=self.story, plan=self.plan
        )

    def is_behind(self, story: Story) -> bool:
        """Whether a story has changed since the proof said what bringing it up to date does."""
        if self.plan is None or self.plan["story"] != story.pk:
            return False
        return self.plan["state"] != state_of(story)

    def look_again(self) -> None:
        """Work out anew what bringing the story up to date would do, if the story has changed."""
        if self.story is None:
            return
        if self.plan is None or self.story.deleted_at or self.is_behind(self.story):
            self.correct(self.proof())

    def shows(self, update: Update) -> bool:
        """Whether what an update does is what the proof says."""
        return self.plan is not None and all(
            self.plan[name] == value for name, value in update.plan.items()
        )

    def become(self, *, update: Update | None = None, draft: bool = False) -> Story:
        """Make a new story of it, or do an `update`; and let go of the upload. Once: raises
        DoesNotExist where somebody has pressed twice. Raises RevisedMeanwhile where the story of
        the update has changed since that was worked out."""
        if update:
            update.apply(by=self.reader, within=self._let_go_of)
            return update.story
        new = NewStory(self.proof(), author=self.reader, draft=draft)
        with transaction.atomic():
            return self._let_go_of(new.store)

    def _let_go_of(self, store: Callable[[], Story]) -> Story:
        Upload.objects.select_for_update().only("pk").get(pk=self.pk)
        story = store()
        called = set().union(*map(names_in, self.proof().texts()))
        Picture.objects.hand_over(called, self, story)
        self.delete()
        return story
