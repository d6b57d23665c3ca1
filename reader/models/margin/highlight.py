"""Highlights: a reader's own marks, with a private note."""

from __future__ import annotations

import re

from django.conf import settings
from django.db import models, transaction
from django.db.models import Count, Exists, F, OuterRef, Q, Window
from django.db.models.functions import RowNumber, Substr
from django.utils import timezone

from reader.models import visibility
from reader.models.library.chapter import Chapter
from reader.models.people.reader import Reader
from reader.models.viewer import Viewer, key_of

MOST_NAMED = 12
"""Readers who show that they marked a passage, and are named beside it."""


class HighlightQuerySet(models.QuerySet["Highlight"]):
    """Highlights, chosen."""

    def visible_to(self, viewer: Viewer) -> HighlightQuerySet:
        """What a viewer may see."""
        return self.filter(visibility.highlights(viewer))

    def of(self, reader: Reader) -> HighlightQuerySet:
        """A reader's own highlights that are not removed."""
        return self.filter(reader=reader, removed_at=None)

    def named_on_passages(self, reader: Viewer) -> HighlightQuerySet:
        """The reader's own, and the first few of each passage's, with who made them; each knows
        how many there are on its passage, `on_passage`."""
        place = Window(RowNumber(), partition_by="passage", order_by="pk")
        counted = self.annotate(place=place, on_passage=Window(Count("pk"), partition_by="passage"))
        named = Q(place__lte=MOST_NAMED) | Q(reader=key_of(reader) or 0)
        return counted.filter(named).select_related("reader")

    def matching(self, query: str) -> HighlightQuerySet:
        """Those with all of these words in the words that they mark or in their notes.

        By regular expression, because SQLite's LIKE knows no capitals but A to Z.
        """
        highlights = self
        for word in query.split():
            exactly = re.escape(word)
            in_quote, in_note = Q(passage__quote__iregex=exactly), Q(note__iregex=exactly)
            highlights = highlights.filter(in_quote | in_note)
        return highlights

    def with_shut(self, reader: Viewer) -> HighlightQuerySet:
        """With `shut`: whether the reader may not read, or not any more, the chapter."""
        readable = Chapter.objects.visible_to(reader)
        shut = {"shut": ~Exists(readable.filter(pk=OuterRef("passage__chapter")))}
        return self.annotate(**shut)

    def with_words_now(self) -> HighlightQuerySet:
        """With `words_now`: what stands where the passage is, without loading whole texts."""
        start, end = F("passage__start"), F("passage__end")
        words = {"words_now": Substr("passage__revision__text", start + 1, end - start)}
        return self.annotate(**words)


class Highlight(models.Model):
    """One reader's mark on a passage. Its note is for that reader alone, always."""

    class Colour(models.TextChoices):
        YELLOW = "yellow"
        GREEN = "green"
        BLUE = "blue"
        PINK = "pink"

    passage = models.ForeignKey("Passage", models.PROTECT, related_name="highlights")
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="highlights")
    colour = models.CharField(max_length=6, choices=Colour, default=Colour.YELLOW)
    note = models.TextField(blank=True)
    public = models.BooleanField("others may see that I marked this", default=False)
    canonical = models.CharField(max_length=2000, blank=True, editable=False)
    via = models.TextField(blank=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    edited_at = models.DateTimeField(null=True, blank=True, editable=False)
    removed_at = models.DateTimeField(null=True, blank=True, editable=False)
    hidden_at = models.DateTimeField(
        null=True, editable=False, help_text="When a moderator had it shown to nobody any more."
    )

    objects = HighlightQuerySet.as_manager()

    # What queries add, where they are asked to (`with_words_now`, `with_shut`).
    words_now = words_before = words_after = taken_out = ""
    withheld = shut = False
    on_passage: int
    colour_before = ""  # what it was marked in until just now (`highlight_words`)

    class Meta:
        ordering = ["-created_at"]
        indexes = [
            models.Index(
                fields=["passage", "reader"],
                condition=Q(public=True, removed_at=None),
                name="shown_highlights",
            )
        ]
        constraints = [
            models.UniqueConstraint(fields=["passage", "reader"], name="one_highlight_a_reader")
        ]

    def __str__(self) -> str:
        return f"{self.reader}: {self.passage}"

    def get_absolute_url(self) -> str:
        return self.passage.get_absolute_url()

    def change(self, *, colour: str, note: str, public: bool) -> None:
        """Change what the reader says with this mark. Whether it is shown is all that others see.
        One that a moderator hid stays private; so does one on words that were brought from
        elsewhere, which nobody has read here, and one in a story of somebody between whom and the
        reader there is a block."""
        self.colour, self.note = colour, note
        self.public = public and self.may_be_shown
        self.edited_at = timezone.now()
        with transaction.atomic():
            stored = Highlight.objects.filter(pk=self.pk)
            is_news = stored.exclude(public=self.public).update(public=self.public)
            self.save(update_fields=["colour", "note", "edited_at"])
            if is_news:
                self.passage.touch()

    @property
    def may_be_shown(self) -> bool:
        """Whether its reader may show it: no moderator hid it, and the passage may be shown."""
        return self.hidden_at is None and self.passage.may_be_shown_by(self.reader)

    @transaction.atomic
    def put_back(self) -> None:
        """Undo a removal."""
        self.removed_at = None
        self.save(update_fields=["removed_at"])
        if self.public:
            self.passage.touch()
