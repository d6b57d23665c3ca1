"""In which states a comment may be: hidden, held until somebody has looked, pinned, deleted."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils import timezone

from reader.models.closed_by import Closable

SILENT = Q(deleted_at__isnull=False) | Q(hidden_at__isnull=False) | Q(held_at__isnull=False)
"""What says nothing to everybody. An index has these, which are few."""
HIDDEN_FROM_ALL = "This comment isn’t shown."
"""All that stands where replies hang on a comment that was hidden or is held."""


class CommentStates(Closable):
    """What was decided about a comment. Who sees one that is hidden or held is said in
    `visibility.words`; who may decide, in `actions/margin/keep_order.py`."""

    class HiddenBy(models.TextChoices):
        AUTHOR = "author", "the author of the story"
        MODERATOR = "moderator", "a moderator"

    class HeldFor(models.TextChoices):
        """Why somebody is to look at it first."""

        APPROVAL = "approval", "the author of the story approves comments first"
        WORDS = "words", "it has words in it that a moderator looks at first"
        LINKS = "links", "a moderator looks at links in it first"
        REPORTS = "reports", "readers reported it"
        NEWCOMER = "newcomer", "a moderator looks at the first comment of whoever is new here"

    deleted_at = models.DateTimeField(null=True, blank=True, editable=False)
    hidden_at = models.DateTimeField(null=True, blank=True, editable=False)
    hidden_by = models.CharField(max_length=9, choices=HiddenBy, blank=True, editable=False)
    hidden_word = models.TextField(
        blank=True,
        default="",
        editable=False,
        help_text="What whoever hid it had to say to its writer.",
    )
    held_at = models.DateTimeField(null=True, editable=False)
    held_for = models.CharField(max_length=10, choices=HeldFor, blank=True, editable=False)
    asked_at = models.DateTimeField(
        null=True,
        editable=False,
        help_text="When the authors of the story were told that it waits for them.",
    )
    approved_at = models.DateTimeField(
        null=True, editable=False, help_text="When somebody looked at it, and found it good."
    )
    pinned_at = models.DateTimeField(
        null=True,
        editable=False,
        help_text="On one that begins a thread: since when the author has it stand first.",
    )
    closed_at = models.DateTimeField(
        null=True, editable=False, help_text="Since when nobody else says anything more below it."
    )
    moderated_at = models.DateTimeField(
        null=True,
        editable=False,
        help_text="When something was decided about it, which its writer was not told of yet.",
    )

    class Meta:
        abstract = True

    @property
    def is_withheld(self) -> bool:
        """Whether its words are there, and kept from most."""
        return bool(self.hidden_at or self.held_at) and self.deleted_at is None

    @property
    def silent(self) -> str:
        """Why nothing is to be read here by everybody, or an empty string."""
        if self.deleted_at:
            return "Deleted by its writer."
        return HIDDEN_FROM_ALL if self.is_withheld else ""

    @property
    def standing(self) -> str:
        """To whoever reads the words all the same: why most don't; or an empty string."""
        if self.hidden_at:
            return f"Hidden by {self.get_hidden_by_display() or self.HiddenBy.MODERATOR.label}."
        if self.held_at:
            return f"Waiting until somebody has looked: {self.get_held_for_display()}."
        return ""

    def hide(self, by: str = HiddenBy.MODERATOR, word: str = "") -> None:
        """Take it out of sight, with a word to its writer or without. It can be shown again."""
        self.hidden_at, self.hidden_by, self.hidden_word = timezone.now(), by, word
        self.pinned_at = None
        self._decided(self.hidden_at, "hidden_at", "hidden_by", "hidden_word", "pinned_at")

    def unhide(self) -> None:
        """Undo that."""
        self.hidden_at, self.hidden_by, self.hidden_word = None, "", ""
        self._decided(timezone.now(), "hidden_at", "hidden_by", "hidden_word")

    def hold(self, why: str) -> None:
        """Keep it out of sight until somebody has looked."""
        self.held_at, self.held_for, self.approved_at = timezone.now(), why, None
        self.pinned_at = self.asked_at = None
        fields = ("held_at", "held_for", "approved_at", "pinned_at", "asked_at")
        self._decided(self.held_at, *fields)

    def approve(self) -> None:
        """Have everybody see what was held."""
        self.held_at, self.held_for, self.approved_at = None, "", timezone.now()
        self._decided(self.approved_at, "held_at", "held_for", "approved_at")

    def _decided(self, at: datetime, *fields: str) -> None:
        """Keep what was decided, in these fields, and have its writer told. To be overridden."""
        raise NotImplementedError
