"""Announcements: what an author tells those who follow a story, apart from its chapters."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from reader.models.library.story import Story
from reader.text.rendering.comments import render_comment, words_of


class Announcement(models.Model):
    """A few words of an author to the readers of a story: on its page, and in the inboxes of those
    who follow it. It is no chapter: nobody's place, no count and no file knows of it."""

    story = models.ForeignKey(Story, models.CASCADE, related_name="announcements")
    source = models.TextField("announcement (as a comment is written)")
    html = models.TextField(editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    edited_at = models.DateTimeField(null=True, editable=False)
    told_at = models.DateTimeField(
        null=True, editable=False, help_text="When those who follow the story were notified."
    )

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["id"], condition=Q(told_at=None), name="announcements_to_tell")
        ]

    def __str__(self) -> str:
        return f"{self.story}: {self.plain[:60]}"

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        if update_fields is None or "source" in update_fields:
            self.html = render_comment(self.source)  # whom it names is not told: no links
            update_fields = update_fields and {*update_fields, "html"}
        super().save(*args, update_fields=update_fields, **kwargs)

    def get_absolute_url(self) -> str:
        """Where it stands on the page of its story."""
        return f"{self.story.get_absolute_url()}#announcement-{self.pk}"

    @property
    def edit_url(self) -> str:
        return reverse("announcement_edit", args=[self.story.slug, self.pk])

    @property
    def plain(self) -> str:
        """What it says, as plain text on one line."""
        return words_of(self.html)

    def edit(self, source: str) -> None:
        """Say it in other words. Nobody is told of it again."""
        self.source, self.edited_at = source, timezone.now()
        self.save(update_fields=["source", "edited_at"])  # it may be told meanwhile
