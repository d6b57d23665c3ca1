"""Passages: stretches of a chapter's text that somebody marked, and that follow their words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.urls import reverse

from reader.models.reader import Reader
from reader.models.revision import Revision
from reader.text.passages import carry, describe

if TYPE_CHECKING:
    from reader.models.chapter import Chapter


class PassageQuerySet(models.QuerySet["Passage"]):
    """Passages, chosen and carried."""

    def visible_to(self, reader: object) -> PassageQuerySet:
        """Passages that others talk about or show, and those that the reader marked."""
        from reader.models.comment import Comment
        from reader.models.highlight import Highlight

        here = {"passage": OuterRef("pk")}
        return self.filter(
            Exists(Comment.objects.filter(**here))
            | Exists(Highlight.objects.visible_to(reader).filter(**here)),
            chapter__in=_visible_chapters(reader),
        )

    def anchored_in(self, chapter: Chapter) -> PassageQuerySet:
        """Passages whose words are in the chapter's present text."""
        return self.filter(chapter=chapter, loose=False)

    def with_voices(self, reader: object, passages: Iterable[int]) -> PassageQuerySet:
        """The passages of these keys with the highlights that the reader may see and all comments.

        Four queries, however many there are.
        """
        from reader.models.comment import Comment
        from reader.models.highlight import Highlight

        highlights = Highlight.objects.visible_to(reader).select_related("reader")
        return self.filter(pk__in=passages).prefetch_related(
            Prefetch("highlights", highlights),
            Prefetch("comments", Comment.objects.filter(parent=None).with_replies()),
        )

    def at(self, chapter: Chapter, start: int, end: int) -> Passage:
        """The passage at this place of the chapter's present text, made where there is none."""
        here = {"chapter": chapter, "revision": chapter.revision, "start": start, "end": end}
        found = self.filter(loose=False, **here).order_by("pk").first()
        if found:
            return found
        selector = describe(chapter.text, start, end)
        return self.create(
            **here,
            quote=selector.quote,
            prefix=selector.prefix,
            suffix=selector.suffix,
            origin=chapter.revision,
            origin_start=start,
            origin_end=end,
        )

    def carry(self, old: Revision, new: Revision) -> None:
        """Take the passages of one chapter along from its revision `old` to `new`.

        A text that was there before puts each passage back where it stood in it. Else a passage
        is carried from its last place and, where that does not give its very words, from its
        origin. One whose words are gone becomes loose, and stays where it was last seen.
        """
        passages = list(self)
        if not passages:
            return
        settled = [p for p in passages if not p.loose]
        old.places = {str(p.pk): [p.start, p.end] for p in settled}
        old.save(update_fields=["places"])
        places: dict[int, tuple[int, int] | None] = {}
        for passage, place in zip(
            settled, carry([(p.start, p.end) for p in settled], old.text, new.text), strict=True
        ):
            places[passage.pk] = place
        unsure = [p for p in passages if not _says(new, places.get(p.pk), p.quote)]
        places |= _from_origins(unsure, old, new, places)
        places |= _from_the_same_text(passages, new)
        for passage in passages:
            place = places.get(passage.pk)
            passage.loose = place is None
            if place is not None:
                passage.revision = new
                passage.start, passage.end = place
        self.bulk_update(passages, ["revision", "start", "end", "loose"], batch_size=200)

    def tidy(self) -> None:
        """Let go of passages that nobody has anything to say about any more."""
        self.filter(highlights=None, comments=None).delete()


def _visible_chapters(reader: object) -> models.QuerySet:
    from reader.models.chapter import Chapter

    return Chapter.objects.visible_to(reader)


def _says(revision: Revision, place: tuple[int, int] | None, quote: str) -> bool:
    return place is not None and revision.text[slice(*place)] == quote


def _from_origins(
    passages: list[Passage],
    old: Revision,
    new: Revision,
    places: dict[int, tuple[int, int] | None],
) -> dict[int, tuple[int, int]]:
    """Places carried from where the passages were made, where those say more of their words."""
    by_origin: dict[int, list[Passage]] = {}
    for passage in passages:
        if passage.origin_id != old.pk:
            by_origin.setdefault(passage.origin_id, []).append(passage)
    better = {}
    for origin in Revision.objects.filter(pk__in=by_origin):
        group = by_origin[origin.pk]
        spans = [(p.origin_start, p.origin_end) for p in group]
        for passage, place in zip(group, carry(spans, origin.text, new.text), strict=True):
            if place and (places.get(passage.pk) is None or _says(new, place, passage.quote)):
                better[passage.pk] = place
    return better


def _from_the_same_text(passages: list[Passage], new: Revision) -> dict[int, tuple[int, int]]:
    """Places that passages had in earlier revisions of exactly this text."""
    earlier = Revision.objects.filter(chapter=new.chapter, text=new.text).exclude(pk=new.pk)
    places: dict[int, tuple[int, int]] = {}
    for revision in earlier.order_by("number"):
        places |= {int(pk): tuple(place) for pk, place in revision.places.items()}
        for passage in passages:
            if passage.origin_id == revision.pk:
                places[passage.pk] = (passage.origin_start, passage.origin_end)
    return places


class Passage(models.Model):
    """A stretch of a chapter: where it stands, the words as they were marked, and their context.

    `start` and `end` are code points of the plain text of `revision`, the latest one in which
    its words were found. The origin never changes.
    """

    chapter = models.ForeignKey("Chapter", models.PROTECT, related_name="passages")
    revision = models.ForeignKey("Revision", models.PROTECT, related_name="passages")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    loose = models.BooleanField(default=False)
    quote = models.TextField()
    prefix = models.CharField(max_length=32, blank=True)
    suffix = models.CharField(max_length=32, blank=True)
    origin = models.ForeignKey("Revision", models.PROTECT, related_name="+")
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

    def get_absolute_url(self) -> str:
        """A link that leads to the words, wherever they stand by then, and opens their thread."""
        return reverse("words", args=[self.pk])

    @property
    def thread_url(self) -> str:
        return reverse("passage", args=[self.pk])

    @property
    def url_in_chapter(self) -> str:
        """The chapter with this passage's thread open, at the paragraph where it begins."""
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
    def words_changed(self) -> bool:
        """Whether the author has changed the words since they were marked."""
        return not self.loose and self.words_now != self.quote

    def highlight_of(self, reader: object) -> object | None:
        """The reader's own highlight here, if there is one."""
        if not isinstance(reader, Reader):
            return None
        return self.highlights.filter(reader=reader, removed_at=None).first()
