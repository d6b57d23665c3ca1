"""Author's notes: the author speaking, never part of a chapter's text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q

from reader.models.library.chapter import Chapter
from reader.models.library.story import Story
from reader.text.manuscripts import manuscript as manuscripts
from reader.text.rendering.blocks import render_html

if TYPE_CHECKING:  # the stubs alone have it
    from django.db.models.fields.related_descriptors import RelatedManager


class AuthorNoteManager(models.Manager["AuthorNote"]):
    """Author's notes, put in the place of others."""

    def rendered(self, said: Sequence[manuscripts.Note], story: Story) -> list[AuthorNote]:
        """Unsaved notes of what a manuscript says, rendered as the story's are. Whose they are is
        yet to be said."""
        notes = []
        for position, note in enumerate(said):
            made = AuthorNote(
                kind=note.kind, place=note.place, source=note.source, position=position
            )
            made.render(smart=story.smart, language=story.language)
            notes.append(made)
        return notes

    def replace(self, notes: RelatedManager[AuthorNote], said: Sequence[AuthorNote]) -> None:
        """Make the notes of a story or a chapter, its `notes`, these, which are not saved yet."""
        known = notes.order_by("position", "pk").values_list("kind", "place", "source")
        if list(known) == [(note.kind, note.place, note.source) for note in said]:
            return
        for note in notes.all():
            note.delete()
        notes.add(*said, bulk=False)


class AuthorNote(models.Model):
    """What an author says before or after a chapter or a story."""

    class Kind(models.TextChoices):
        NOTE = "note", "Author’s note"
        DISCLAIMER = "disclaimer", "Disclaimer"
        WARNING = "warning", "Warning"
        DEDICATION = "dedication", "Dedication"

    class Place(models.TextChoices):
        BEFORE = "before", "before"
        AFTER = "after", "after"

    story = models.ForeignKey("Story", models.CASCADE, null=True, blank=True, related_name="notes")
    chapter = models.ForeignKey(
        "Chapter", models.CASCADE, null=True, blank=True, related_name="notes"
    )
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.NOTE)
    place = models.CharField(max_length=6, choices=Place, default=Place.BEFORE)
    position = models.PositiveSmallIntegerField(default=0)
    source = models.TextField("text (Markdown)")
    html = models.TextField(editable=False)

    objects = AuthorNoteManager()

    open = ""
    """The attribute that says whether it is open, on a page that says so of each kind."""

    _rendered: tuple[str, bool, str] | None = None
    """The text that `html` was made of, whether with smart typography, and in which language, where
    that is known."""

    class Meta:
        ordering = ["place", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(story=None, chapter__isnull=False)
                | Q(chapter=None, story__isnull=False),
                name="note_is_of_a_story_or_a_chapter",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.source[:40]}"

    def clean(self) -> None:
        if (self.story is None) == (self.chapter is None):
            raise ValidationError("A note belongs to a story or to a chapter: choose one of them.")

    def render(self, *, smart: bool, language: str) -> None:
        """Make the HTML of the text, unless it is made."""
        made = (self.source, smart, language)
        if self._rendered != made:
            self.html = render_html(self.source, smart=smart, language=language)
            self._rendered = made

    def save(self, *args: Any, **kwargs: Any) -> None:
        story = self._story
        if story is None:
            self.render(smart=False, language="en")
        else:
            self.render(smart=story.smart, language=story.language)
        with transaction.atomic():
            self._touch_chapters()  # that it was on, too
            super().save(*args, **kwargs)
            self._touch_chapters()

    @transaction.atomic
    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        self._touch_chapters()
        return super().delete(*args, **kwargs)

    def _touch_chapters(self) -> None:
        """Say that what stands around the chapter has changed that it is on, as stored. In the
        transaction in which it changes."""
        stored = AuthorNote.objects.filter(pk=self.pk)
        Chapter.with_deleted.filter(pk__in=stored.values("chapter")).touch()

    @property
    def _story(self) -> Story | None:
        """The story that it is of, or that its chapter is of."""
        return self.chapter.story if self.chapter else self.story

    @property
    def label(self) -> str:
        """What a reader sees above the note; one after the text is an afterword."""
        if self.kind == self.Kind.NOTE and self.place == self.Place.AFTER:
            return "Afterword"
        return self.get_kind_display()
