"""Typo notes: slips of the pen that a reader tells the authors of a story, and nobody else."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q
from django.db.models.functions import Substr
from django.urls import reverse
from django.utils import timezone

from reader.models import visibility
from reader.models.library.chapter import Chapter
from reader.models.library.co_author import CoAuthor
from reader.models.library.revision import Revision
from reader.models.library.story import Story
from reader.models.margin.passage import Passage
from reader.models.people.reader import Reader
from reader.models.people.silence import Silence

WHERE = ("passage__chapter__story", "passage__revision")
HEAVY = tuple(f"passage__revision__{name}" for name in ("source", "text", "blocks", "places"))
"""What of a revision is large, and stays in the database."""


class TypoNoteQuerySet(models.QuerySet["TypoNote"]):
    """Typo notes, chosen."""

    def sent_to(self, author: Reader) -> TypoNoteQuerySet:
        """Those on stories that a reader writes, alone or with others; none that moderators hid or
        are to look at first, and none by somebody whose words they don't see."""
        written = visibility.written_by(author, CoAuthor.objects.all(), "story")
        return self.filter(written, visibility.IN_SIGHT, visibility.heard(author))

    def open(self) -> TypoNoteQuerySet:
        """Those of which their authors have not said what becomes of them."""
        return self.filter(outcome="")

    def waiting(self) -> TypoNoteQuerySet:
        """Those that wait for the authors, of whom each may not want to hear of some."""
        return self.open().standing().filter(visibility.IN_SIGHT)

    def told_of(self) -> TypoNoteQuerySet:
        """Those that wait of which a notification tells its reader: in queries of notifications."""
        here = {"story": OuterRef("story"), "passage__chapter": OuterRef("chapter")}
        author, sender = OuterRef(OuterRef("reader")), OuterRef("reader")
        muted = Silence.objects.filter(reader=author, whom=sender)
        blocked = Silence.objects.filter(reader=sender, whom=author, kind=Silence.Kind.BLOCK)
        return self.waiting().filter(~Exists(muted), ~Exists(blocked), **here)

    def standing(self) -> TypoNoteQuerySet:
        """Those on words of chapters that are in their story."""
        chapters = Chapter.objects.in_story().filter(pk=OuterRef("passage__chapter"))
        return self.filter(Exists(chapters))

    def in_order(self) -> TypoNoteQuerySet:
        """In the order of the text; what is gone from a chapter after what stands in it."""
        place = ("passage__chapter__number", "passage__loose", "passage__start", "pk")
        return self.order_by(*place)

    def described(self) -> TypoNoteQuerySet:
        """With where each stands by now, without whole texts; and with `words_now`."""
        related = self.select_related("reader", "story__author", *WHERE).defer(*HEAVY)
        return related.with_words_now()

    def with_words_now(self) -> TypoNoteQuerySet:
        """With `words_now`: what stands where the words are, without loading whole texts."""
        start, end = F("passage__start"), F("passage__end")
        words = {"words_now": Substr("passage__revision__text", start + 1, end - start)}
        return self.annotate(**words)

    def with_shut(self, reader: Reader) -> TypoNoteQuerySet:
        """With `shut`: whether the reader may not read, or not any more, the chapter."""
        readable = Chapter.objects.visible_to(reader)
        shut = {"shut": ~Exists(readable.filter(pk=OuterRef("passage__chapter")))}
        return self.annotate(**shut)


class TypoNote(models.Model):
    """What one reader would have some words be, for the authors' eyes. Its passage follows the
    words; where they were read, and what they were, stands in the note itself."""

    class Outcome(models.TextChoices):
        CORRECTED = "corrected", "corrected"
        LEFT = "left", "left as it is"

    story = models.ForeignKey(Story, models.CASCADE, related_name="typo_notes", db_index=False)
    passage = models.ForeignKey(Passage, models.PROTECT, related_name="typo_notes")
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="typo_notes")
    revision = models.ForeignKey(
        Revision, models.SET_NULL, null=True, related_name="+", editable=False
    )
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    quote = models.TextField()
    suggestion = models.TextField(blank=True)
    """What should stand there instead; nothing, where the words are to go."""
    remark = models.TextField(blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    edited_at = models.DateTimeField(null=True, editable=False)
    held_at = models.DateTimeField(null=True, editable=False)
    hidden_at = models.DateTimeField(
        null=True, editable=False, help_text="When a moderator took it out of the authors’ sight."
    )
    outcome = models.CharField(max_length=9, choices=Outcome, blank=True, default="")
    decided_at = models.DateTimeField(null=True, editable=False)
    told_at = models.DateTimeField(
        null=True, editable=False, help_text="When its writer was told what came of it."
    )

    asked_at = models.DateTimeField(
        null=True, editable=False, help_text="When the authors were told that it waits for them."
    )

    objects = TypoNoteQuerySet.as_manager()
    words_now = ""
    shut = False
    around: object = None
    """What stands around the words by now, where it was asked for (`surroundings_of`)."""

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["story"], condition=Q(outcome=""), name="open_typo_notes"),
            models.Index(fields=["story", "-decided_at"], name="typo_notes_by_story"),
            models.Index(
                fields=["id"],
                condition=Q(decided_at__isnull=False, told_at=None),
                name="typo_notes_to_tell",
            ),
            models.Index(
                fields=["id"],
                condition=Q(outcome="", asked_at=None),
                name="typo_notes_to_ask_about",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["passage", "reader"],
                condition=Q(outcome=""),
                name="one_open_typo_note_a_reader",
            )
        ]

    def __str__(self) -> str:
        return f"{self.reader}: {self.quote[:60]} → {self.suggestion[:60]}"

    def get_absolute_url(self) -> str:
        """Where its writer may change it, or finds what came of it."""
        return reverse("typo_note", args=[self.pk])

    @property
    def url_at_desk(self) -> str:
        """Where the authors find it."""
        return f"{reverse('story_typos', args=[self.story.slug])}#typo-{self.pk}"

    @property
    def chapter(self) -> Chapter:
        """The chapter in which the words stand by now."""
        return self.passage.chapter

    @property
    def url_in_text(self) -> str:
        """The words where they stand by now; the chapter, where they are gone from it."""
        passage, chapter = self.passage, self.passage.chapter
        if chapter.number is None or passage.loose or passage.revision_id != chapter.revision_id:
            return chapter.get_absolute_url()
        place = f"{passage.revision.number}.{passage.start}.{passage.end}"
        return f"{chapter.get_absolute_url()}?at={place}"

    @property
    def is_only_a_remark(self) -> bool:
        """Whether it suggests no other words, and says something of these."""
        return self.suggestion == self.quote

    @property
    def was_changed(self) -> bool:
        """Whether other words stand there by now, or none."""
        return self.passage.loose or self.words_now != self.quote


def tell_typo_notes(stories: Sequence[Story], author: Reader) -> None:
    """Say on each story of an author's, as `typo_count`, how many notes on it are open. One query,
    by an index of those that are."""
    keys = [story.pk for story in stories]
    found = TypoNote.objects.sent_to(author).open().standing().filter(story__in=keys).order_by()
    counted = dict(found.values_list("story").annotate(total=Count("pk")))
    for story in stories:
        story.typo_count = counted.get(story.pk, 0)
