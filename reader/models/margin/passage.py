"""Passages: stretches of a chapter's text that somebody marked, and that follow their words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import models, transaction
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.urls import reverse

from reader.models.people.reader import Reader
from reader.text.anchoring.passages import CONTEXT, Span, describe

if TYPE_CHECKING:
    from reader.models.library.chapter import Chapter
    from reader.models.library.revision import Revision


class PassageQuerySet(models.QuerySet["Passage"]):
    """Passages, chosen and made."""

    def visible_to(self, reader: object) -> PassageQuerySet:
        """Passages that others talk about or show, and those that the reader marked."""
        from reader.models.margin.comment import Comment
        from reader.models.margin.highlight import Highlight

        here = {"passage": OuterRef("pk")}
        return self.filter(
            Exists(Comment.objects.filter(**here))
            | Exists(Highlight.objects.visible_to(reader).filter(**here)),
            chapter__in=_visible_chapters(reader),
        )

    def of(self, reader: object) -> PassageQuerySet:
        """Passages that the reader marked, or began a thread on."""
        from reader.models.margin.comment import Comment
        from reader.models.margin.highlight import Highlight

        if not isinstance(reader, Reader):
            return self.none()
        here = {"passage": OuterRef("pk"), "reader": reader}
        return self.filter(
            Exists(Highlight.objects.filter(**here, removed_at=None))
            | Exists(Comment.objects.filter(**here, parent=None))
        )

    def anchored_in(self, chapter: Chapter) -> PassageQuerySet:
        """Passages whose words are in the chapter's present text."""
        return self.filter(chapter=chapter, revision=chapter.revision_id, loose=False)

    def with_voices(self, reader: object, passages: Iterable[int]) -> PassageQuerySet:
        """The passages of these keys with the highlights that the reader may see and all comments.

        Four queries, however many there are.
        """
        from reader.models.margin.comment import Comment
        from reader.models.margin.highlight import Highlight

        highlights = Highlight.objects.visible_to(reader).select_related("reader")
        return self.filter(pk__in=passages).prefetch_related(
            Prefetch("highlights", highlights),
            Prefetch("comments", Comment.objects.filter(parent=None).with_replies()),
        )

    def told_to(self, reader: Reader | None) -> PassageQuerySet:
        """Passages whose words everybody could read here, and those that the reader brought:
        what somebody brings says what they like, and is nobody else's."""
        read = Q(origin__isnull=False)
        return self.filter(read | Q(pk__in=reader.highlights.values("passage")) if reader else read)

    @transaction.atomic
    def at(self, chapter: Chapter, start: int, end: int, *, by: Reader | None = None) -> Passage:
        """The passage at this place of the chapter's text, made where there is none; one that
        was brought only where it is marked `by` whoever brought it.

        Where the chapter was revised since the caller read it, the place is carried, and nobody
        can revise before the passage is stored. Raises WordsAreGone.
        """
        chapter, start, end = chapter.held(start, end)
        here = {"chapter": chapter, "revision": chapter.revision, "start": start, "end": end}
        found = self.told_to(by).filter(loose=False, **here).order_by("pk").first()
        if found:
            return found
        passage = Passage.described(chapter, start, end)
        passage.save()
        return passage

    @transaction.atomic
    def all_at(
        self, chapter: Chapter, places: Iterable[Span], *, by: Reader | None = None
    ) -> dict[Span, Passage]:
        """The passages at these places of the chapter's text, as `at` gives them.

        The number of queries does not grow. Raises RevisedMeanwhile where this object does not
        know the present text.
        """
        chapter.hold()
        places = dict.fromkeys(places)
        there = (
            self.told_to(by).anchored_in(chapter).filter(start__in={start for start, _ in places})
        )
        found = {(p.start, p.end): p for p in there.order_by("-pk")}
        new = [Passage.described(chapter, *place) for place in places if place not in found]
        return found | {(p.start, p.end): p for p in self.bulk_create(new)}

    @transaction.atomic
    def loose_at(self, revision: Revision, start: int, end: int) -> Passage:
        """The loose passage that was marked at this place of an earlier revision, made where there
        is none: its words are not in the chapter any more."""
        selector = describe(revision.text, start, end)
        passage, _ = self.get_or_create(
            chapter_id=revision.chapter_id,
            origin=revision,
            origin_start=start,
            origin_end=end,
            loose=True,
            defaults={
                "revision": revision,
                "start": start,
                "end": end,
                "quote": selector.quote,
                "prefix": selector.prefix,
                "suffix": selector.suffix,
            },
        )
        return passage

    def brought(
        self, chapter: Chapter, reader: Reader, quote: str, prefix: str, suffix: str
    ) -> Passage:
        """The reader's passage of these words that were not found in a chapter, made loose where
        there is none: it is found when the words come."""
        known = self.filter(
            chapter__story=chapter.story_id, origin=None, quote=quote, highlights__reader=reader
        ).first()
        return known or self.create(
            chapter=chapter,
            revision=chapter.revision,
            start=0,
            end=1,
            origin_start=0,
            origin_end=1,
            loose=True,
            quote=quote,
            prefix=prefix[-CONTEXT:],
            suffix=suffix[:CONTEXT],
        )

    def tidy(self) -> None:
        """Let go of passages that nobody has anything to say about any more."""
        self.filter(highlights=None, comments=None).delete()


def _visible_chapters(reader: object) -> models.QuerySet:
    from reader.models.library.chapter import Chapter

    return Chapter.objects.visible_to(reader)


class Passage(models.Model):
    """A stretch of a chapter: where it stands, the words as they were marked, and their context.

    `start` and `end` are code points of the plain text of `revision`, the latest one in which
    its words were found. The origin never changes; one that was brought from elsewhere, and whose
    words were not in any text here, has none.
    """

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
    created_at = models.DateTimeField(auto_now_add=True)

    objects = PassageQuerySet.as_manager()

    class Meta:
        ordering = ["start", "end", "pk"]
        indexes = [models.Index(fields=["chapter", "loose", "start"])]
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
        return url + ("#loose" if self.loose else f"#b{self.block}")

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

    def is_of(self, reader: object) -> bool:
        """Whether the reader marked it, or began a thread on it."""
        return Passage.objects.of(reader).filter(pk=self.pk).exists()

    @transaction.atomic
    def put_on(self, chapter: Chapter, start: int, end: int, *, by: Reader) -> Passage:
        """Put what this reader marked and said here on other words, by hand; gives that passage.

        What others marked and said stays where it is. Raises WordsAreGone.
        """
        chapter, start, end = chapter.held(start, end)
        highlights = self.highlights.filter(reader=by)
        threads = self.comments.filter(Q(reader=by, parent=None) | Q(parent__reader=by))
        passage = Passage.objects.get(pk=self.pk)
        if self.highlights.count() + self.comments.count() > highlights.count() + threads.count():
            passage.pk, passage._state.adding = None, True
        passage.chapter, passage.revision, passage.loose = chapter, chapter.revision, False
        passage.start, passage.end = start, end
        passage.save()
        if passage.pk != self.pk:
            # The answers first: they are found by who began their thread.
            for comments in (threads.filter(parent__isnull=False), threads):
                comments.update(passage=passage)
            highlights.update(passage=passage)
        self.chapter.touch()
        return passage
