"""Passages: stretches of a chapter's text that somebody marked, and that follow their words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import ClassVar

from django.db import models
from django.db.models import (
    Count,
    Exists,
    F,
    OuterRef,
    Prefetch,
    Q,
    Subquery,
    prefetch_related_objects,
)
from django.db.models.functions import Substr
from django.urls import reverse

from reader.models import visibility
from reader.models.closed_by import Closable
from reader.models.library.chapter import Chapter
from reader.models.library.margin_rules import MarginRules, rule_of
from reader.models.margin.comment import Comment
from reader.models.margin.folding import folded, load_replies
from reader.models.margin.highlight import Highlight
from reader.models.margin.sight import Sight
from reader.models.people.reader import Reader
from reader.models.viewer import Viewer, apart, key_of
from reader.text.anchoring.passages import describe

UNREAD_WORDS = "[words of a draft]"
"""What stands for words that only chosen readers read, and that are gone."""


class PassageQuerySet(models.QuerySet["Passage"]):
    """Passages, chosen."""

    def visible_to(self, viewer: Viewer) -> PassageQuerySet:
        """Passages that others talk about or show, and those that the viewer marked, of chapters
        that they may read."""
        return self.seen_by(viewer).filter(chapter__in=Chapter.objects.visible_to(viewer))

    def seen_by(self, viewer: Viewer) -> PassageQuerySet:
        """The same where it is known that the viewer may read the chapter."""
        highlights = Highlight.objects.visible_to(viewer)
        return self.filter(visibility.passages(Comment.objects.seen_by(viewer), highlights))

    def of(self, reader: Viewer) -> PassageQuerySet:
        """Passages that the reader marked, or began a thread on."""
        own = key_of(reader)
        if own is None:
            return self.none()
        here = {"passage": OuterRef("pk"), "reader": own}
        return self.filter(
            Exists(Highlight.objects.filter(**here, removed_at=None))
            | Exists(Comment.objects.filter(**here, parent=None))
        )

    def anchored_in(self, chapter: Chapter) -> PassageQuerySet:
        """Passages whose words are in the chapter's present text."""
        return self.filter(chapter=chapter, revision=chapter.revision_id, loose=False)

    def told_to(self, reader: Reader | None) -> PassageQuerySet:
        """Passages whose words everybody could read here, and those that the reader brought:
        what somebody brings says what they like, and is nobody else's."""
        read = Q(origin__isnull=False)
        return self.filter(read | Q(pk__in=reader.highlights.values("passage")) if reader else read)

    def with_first_comment(self, sight: Sight) -> PassageQuerySet:
        """With the key of each one's `first_comment`, and its `comment_count`, of what somebody
        reads there."""
        said = Comment.objects.seen_with(sight).filter(passage=OuterRef("pk"))
        begun = said.values("pk")[:1]
        counted = said.order_by().values("passage").values(total=Count("pk"))
        return self.annotate(first_comment=Subquery(begun), comment_count=Subquery(counted))

    def tidy(self) -> None:
        """Let go of passages that nobody has anything to say about any more."""
        self.filter(highlights=None, comments=None, typo_notes=None).delete()


class Passage(Closable):
    """A stretch of a chapter: where it stands, the words as they were marked, and their context.

    `start` and `end` are code points of the plain text of `revision`, the latest one in which
    its words were found. The origin never changes; one that was brought from elsewhere, and whose
    words were not in any text here, has none.
    """

    URN_KIND: ClassVar = "reader.passage"

    chapter = models.ForeignKey("Chapter", models.PROTECT, related_name="passages")
    revision = models.ForeignKey(
        "Revision", models.PROTECT, related_name="passages", db_index=False
    )
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    loose = models.BooleanField(default=False)
    quote = models.TextField()
    prefix = models.CharField(max_length=32, blank=True)
    suffix = models.CharField(max_length=32, blank=True)
    origin = models.ForeignKey("Revision", models.PROTECT, null=True, related_name="+")
    origin_start = models.PositiveIntegerField()
    origin_end = models.PositiveIntegerField()
    known_to = models.JSONField(
        null=True,
        editable=False,
        help_text="Where the quote is taken out: the keys of those who spoke on the words.",
    )
    created_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(
        null=True, editable=False, help_text="Since when nobody else says anything more on it."
    )

    objects = PassageQuerySet.as_manager()
    words = ""
    own = False
    is_new = False
    """Whether it was made just now, for what is said on it: nobody else has said anything."""
    muted: bool | None = None
    """Whether who speaks on it said that they don't follow that, where it was asked for."""
    shown_comments: Sequence[Comment] = ()
    first_comment: int | None
    comment_count: int

    class Meta:
        ordering = ["start", "end", "pk"]
        indexes = [
            models.Index(
                fields=["chapter", "loose", "revision", "start", "end"], name="passages_of_a_text"
            )
        ]
        constraints = [
            models.CheckConstraint(condition=Q(end__gt=models.F("start")), name="passage_has_words")
        ]

    def __str__(self) -> str:
        return f"“{self.quote[:60]}”"

    @classmethod
    def described(cls, chapter: Chapter, start: int, end: int) -> Passage:
        """An unsaved passage of the chapter's text, with its words and what is around them."""
        selector = describe(chapter.text, start, end)
        return cls(
            chapter=chapter,
            revision=chapter.revision,
            start=start,
            end=end,
            quote=selector.quote,
            prefix=selector.prefix,
            suffix=selector.suffix,
            origin=chapter.revision,
            origin_start=start,
            origin_end=end,
        )

    def touch(self) -> None:
        """Say that what everybody sees on its words has changed, and note on its chapter whether
        somebody has revised that since this object was read."""
        row = Chapter.with_deleted.filter(pk=self.chapter_id)
        if self.loose:
            row.touch_words(self.start, self.end)
            return
        stands_here = row.filter(revision=self.revision_id).touch_words(self.start, self.end)
        if not stands_here:
            row.touch()
        self.chapter.was_revised = self.revision_id != self.chapter.revision_id or not stands_here

    def copy(self) -> Passage:
        """An unsaved passage of the same words."""
        fields = {}
        for field in self._meta.concrete_fields:
            if not field.primary_key:
                fields[field.attname] = getattr(self, field.attname)
        return Passage(**fields)

    def get_absolute_url(self) -> str:
        """A link that leads to the words, wherever they stand by then, and opens their thread."""
        return reverse("passage_text", args=[self.pk])

    @property
    def thread_url(self) -> str:
        return reverse("passage", args=[self.pk])

    @property
    def url_in_chapter(self) -> str:
        """The chapter with this passage's thread open, at the paragraph where it begins."""
        if self.chapter.number is None:
            return f"{self.chapter.get_absolute_url()}#t{self.pk}"
        url = f"{self.chapter.get_absolute_url()}?thread={self.pk}"
        return f"{url}#loose" if self.loose else f"{url}{self.fragment}"

    @property
    def fragment(self) -> str:
        """What leads to its paragraph on the page of its chapter; nothing while it has not been
        taken along to the present text."""
        return f"#b{self.block}" if self.revision_id == self.chapter.revision_id else ""

    @property
    def block(self) -> int:
        """The index of the block in which the passage begins."""
        return self.revision.block_at(self.start)

    @property
    def words_now(self) -> str:
        """The words where the passage stands; for a loose one, where it was last seen."""
        return self.revision.text[self.start : self.end]

    @property
    def was_read_here(self) -> bool:
        """Whether its words stood in a text here; else somebody brought them, and they may say
        anything."""
        return self.origin_id is not None

    def knows(self, reader: Viewer) -> bool:
        """Whether a reader is told words that are taken out: who spoke on them before they were,
        and who writes the story. Needs the story."""
        if self.known_to is None:
            return False
        return key_of(reader) in self.known_to or self.chapter.story.is_by(reader)

    def may_be_shown_by(self, reader: Reader) -> bool:
        """Whether a reader may show that they marked it: its words were read here, its author lets
        readers do so, and there is no block between them."""
        if not self.was_read_here:
            return False
        story = self.chapter.story
        shows = rule_of(story, story.author, "who_shows_highlights")
        if shows == MarginRules.WhoShowsHighlights.NOBODY and not story.is_by(reader):
            return False
        if not reader.silenced.apart:
            return True
        return not apart(reader, *story.author_keys)

    def is_of(self, reader: Viewer) -> bool:
        """Whether the reader marked it, or began a thread on it."""
        return Passage.objects.of(reader).filter(pk=self.pk).exists()


def words_taken_out(passage: str = "") -> Substr:
    """Expression for what a passage was made on; `passage` is what leads from the rows to it."""
    start, end = F(f"{passage}origin_start"), F(f"{passage}origin_end")
    return Substr(f"{passage}origin__text", start + 1, end - start)


def recall_words(passages: Iterable[Passage], reader: Viewer) -> None:
    """Have passages, in memory, say words that are taken out to whom they tell them. One query,
    where there are any."""
    known = {passage.pk: passage for passage in passages if passage.knows(reader)}
    if known:
        found = Passage.objects.filter(pk__in=known).annotate(taken_out=words_taken_out())
        for key, words in found.values_list("pk", "taken_out"):
            known[key].quote = words


def load_voices(
    passages: Sequence[Passage],
    reader: Viewer,
    sight: Sight,
    wanted: Comment | None = None,
) -> None:
    """Load onto passages of one story the highlights that the reader may see, and their
    `shown_comments`, of those that have a place for them: long threads come folded, with the
    comment that is wanted in sight.

    Three queries, however many there are; five where threads are folded.
    """
    highlights = Highlight.objects.visible_to(reader).named_on_passages(reader)
    prefetch_related_objects(passages, Prefetch("highlights", highlights))
    begun = folded("passage", [passage.pk for passage in passages], wanted, sight)
    load_replies(list(chain.from_iterable(begun.values())), wanted, sight)
    for passage in passages:
        passage.shown_comments = begun.get(passage.pk, ())
