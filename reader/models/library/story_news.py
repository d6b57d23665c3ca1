"""News of a story for whoever writes it, or is to: who may touch it, and what moderators did; and
for whom it was opened to."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

if TYPE_CHECKING:
    from reader.models.library.story import Story


class StoryNewsManager(models.Manager["StoryNews"]):
    """News, to be told."""

    def tell(self, readers: Iterable[int], kind: str, story: Story, **more: Any) -> None:
        """Have these readers, by their keys, hear of it: each once, in their inbox."""
        rows = [StoryNews(reader_id=reader, kind=kind, story=story, **more) for reader in readers]
        self.bulk_create(rows)

    def tell_authors(
        self, stories: Iterable[Story], kind: str, *, knows: int | None, **more: Any
    ) -> None:
        """Have all who write these stories hear of it, but one who `knows` it already."""
        rows = []
        for story in stories:
            for key in story.author_keys:
                if key != knows:
                    rows.append(StoryNews(reader_id=key, kind=kind, story=story, **more))
        self.bulk_create(rows)


class StoryNews(models.Model):
    """That one reader is to hear, once, of something that happened to a story that is theirs, or is
    to be, or was opened to them."""

    class Kind(models.TextChoices):
        INVITED = "invited", "asked to write it too"
        ACCEPTED = "accepted", "somebody writes it too by now"
        DECLINED = "declined", "somebody does not want to"
        LEFT = "left", "somebody writes it no more"
        TAKEN_OFF = "taken off", "they write it no more"
        OFFERED = "offered", "asked to take it over"
        TAKEN_OVER = "taken over", "somebody took it over"
        REFUSED = "refused", "somebody does not want it"
        WITHDRAWN = "withdrawn", "they are not to take it over any more"
        ORPHANED = "orphaned", "its author took their name off"
        TAKEN_DOWN = "taken down", "moderators took it down"
        PUT_BACK = "put back", "moderators put it back"
        LET_OUT = "let out", "a moderator looked at it, and it is published"
        SHOWN = "shown", "its author chose them to read it"

    reader = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind)
    story = models.ForeignKey("Story", models.CASCADE, related_name="news")
    chapter = models.ForeignKey("Chapter", models.CASCADE, null=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    """Who did it, where that is another reader's business."""
    text = models.TextField(blank=True)
    at = models.DateTimeField(default=timezone.now)
    told_at = models.DateTimeField(null=True)

    objects = StoryNewsManager()

    class Meta:
        verbose_name_plural = "story news"
        indexes = [
            models.Index(fields=["id"], condition=Q(told_at=None), name="story_news_to_tell")
        ]

    def get_absolute_url(self) -> str:
        """Where its reader can answer, or sees how it is now."""
        if self.kind == self.Kind.SHOWN:
            return self.story.get_absolute_url()
        if self.kind in (self.Kind.INVITED, self.Kind.OFFERED):
            return reverse("story_question", args=[self.story_id])
        if self.reader_id in self.story.author_keys and self.story.deleted_at is None:
            return reverse("desk_story", args=[self.story.slug])
        return reverse("inbox")

    def __str__(self) -> str:
        return f"{self.reader}, {self.story}: {self.get_kind_display()}"
