"""Revisions: one immutable state of a chapter's text each."""

from __future__ import annotations

from bisect import bisect_right
from datetime import datetime
from functools import cached_property

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.expressions import Combinable
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator

from reader.models import visibility
from reader.models.audience import Audience
from reader.models.library.co_author import CoAuthor
from reader.models.viewer import Viewer
from reader.text.anchoring.diff import Piece, diff_texts, in_paragraphs
from reader.text.rendering import blocks
from reader.text.rendering.block import BLOCK_GAP, plain_text
from reader.text.rendering.openings import opening_of
from reader.text.word_count import count_words


class PresentRevision(Exception):
    """What everybody reads cannot be withdrawn: another text has to take its place first."""


class RevisionQuerySet(models.QuerySet["Revision"]):
    """Revisions, chosen."""

    def visible_to(self, viewer: Viewer) -> RevisionQuerySet:
        """The public history, and all of a viewer's own chapters. Whether they may read the
        chapter at all is not asked here."""
        return self.filter(visibility.revisions(viewer, _published(), CoAuthor.objects.all()))

    def published(self) -> RevisionQuerySet:
        """Those that everybody could read at some time: not what was another text already when
        the chapter, or its story, was published."""
        return self.filter(_published())

    def read(self) -> RevisionQuerySet:
        """Those that everybody could read at some time, as far as passages were made in them: of a
        chapter that was taken back those up to the last one then. What was not read of these has
        no passages any more: they began anew when it came out."""
        out = Q(_published()) & ~Q(chapter__story__audience=Audience.CHOSEN)
        return self.filter(out | Q(number__lte=F("chapter__read_up_to")))

    def withdraw_unread(self, chapters: QuerySet) -> None:
        """Keep out of the history what nobody read of these chapters, which are, or will be, out
        since before it was written."""
        later = self.filter(chapter__in=chapters, number__gt=F("chapter__read_up_to"))
        present = Q(pk=F("chapter__revision"), chapter__merged_into=None)
        later.exclude(present).filter(withdrawn_at=None).update(withdrawn_at=timezone.now())

    def withheld(self) -> RevisionQuerySet:
        """Those of published chapters that only their author sees."""
        return self.filter(Q(withdrawn_at__isnull=False) | Q(_is_older_than_the_publication()))


def _published() -> Combinable | Q:
    """Whether everybody could read it at some time."""
    now = timezone.now()
    out = Q(chapter__published_at__lte=now, chapter__story__published_at__lte=now)
    return out & ~_is_older_than_the_publication()


def _is_older_than_the_publication() -> Exists:
    """Whether there was another text already when the chapter, or its story, was published."""
    later = Revision.objects.filter(chapter=OuterRef("chapter"), number__gt=OuterRef("number"))
    before = Q(created_at__lte=OuterRef("chapter__published_at"))
    before |= Q(created_at__lte=OuterRef("chapter__story__published_at"))
    return Exists(later.filter(before))


class Revision(models.Model):
    """A chapter's Markdown, the blocks made of it, and the plain text that offsets refer to."""

    chapter = models.ForeignKey("Chapter", models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    source = models.TextField()
    blocks = models.JSONField(help_text="[html, start, end, kind] for each block.")
    text = models.TextField()
    smart = models.BooleanField(default=False)
    places = models.JSONField(
        default=dict,
        help_text="Where each passage stood when the next revision came: id: [start, end].",
    )
    found = models.JSONField(
        default=list, help_text="Passages that were loose until the next revision came: their ids."
    )
    marks_to_tell = models.BooleanField(
        default=False,
        help_text="Whether readers have yet to be told what the next one did to words they marked.",
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(
        null=True,
        blank=True,
        editable=False,
        help_text="Since when its author has kept it out of the public history.",
    )

    objects = RevisionQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["chapter", "number"], name="revisions_are_numbered")
        ]
        indexes = [
            models.Index(fields=["id"], condition=Q(marks_to_tell=True), name="revisions_to_tell")
        ]

    def __str__(self) -> str:
        return f"{self.chapter}, revision {self.number}"

    @classmethod
    def of(cls, source: str, *, smart: bool, language: str, **fields: object) -> Revision:
        """An unsaved revision of Markdown `source`: rendered, sanitised and measured once."""
        rendered = blocks.render(
            source, smart=smart, language=language, image_hosts=settings.IMAGE_HOSTS
        )
        rows, start = [], 0
        for block in rendered:
            end = start + len(block.text)
            rows.append([block.html, start, end, block.kind])
            start = end + len(BLOCK_GAP)
        return cls(source=source, smart=smart, blocks=rows, text=plain_text(rendered), **fields)

    def compared_with(self, older: Revision) -> list[list[Piece]]:
        """What changed since `older`, paragraph by paragraph."""
        return in_paragraphs(diff_texts(older.text, self.text))

    def withdraw(self) -> None:
        """Take an earlier text out of the public history. What readers marked stays where it is.
        Raises PresentRevision."""
        if self.chapter.revision_id == self.pk:
            raise PresentRevision
        self._set_withdrawn(timezone.now())

    def put_back(self) -> None:
        """Undo that."""
        self._set_withdrawn(None)

    def _set_withdrawn(self, when: datetime | None) -> None:
        self.withdrawn_at = when
        self.save(update_fields=["withdrawn_at"])
        self.chapter.touch()

    def get_absolute_url(self) -> str:
        """The chapter as it was."""
        if self.chapter.number is None:
            args = [self.chapter.story.slug, self.chapter_id, self.number]
            return reverse("taken_out_revision", args=args)
        return reverse("revision", args=[self.chapter.story.slug, self.chapter.number, self.number])

    @property
    def words(self) -> int:
        return count_words(self.text)

    @cached_property
    def starts(self) -> list[int]:
        """The offset of each block in the plain text."""
        return [start for _, start, _, _ in self.blocks]

    def block_at(self, offset: int) -> int:
        """The index of the block that holds a code point of the plain text, or the one before."""
        return max(bisect_right(self.starts, offset) - 1, 0)

    @property
    def opening_style(self) -> str:
        """How a page may set its beginning, as `opening_of` says."""
        blocks = []
        for _, start, end, kind in self.blocks:
            blocks.append((self.text[start:end], kind))
        return opening_of(blocks)

    @property
    def openings(self) -> list[str]:
        """How each block begins, by which its author knows it; footnotes go with their marks."""
        kinds = [kind for _, _, _, kind in self.blocks]
        texts = self.block_texts[:-1] if kinds[-1:] == ["footnotes"] else self.block_texts
        return [Truncator(text).words(9) for text in texts]

    @property
    def block_texts(self) -> list[str]:
        """The plain text of each block."""
        return [self.text[start:end] for _, start, end, _ in self.blocks]

    def block_text(self, index: int) -> str:
        _, start, end, _ = self.blocks[index]
        return self.text[start:end]
