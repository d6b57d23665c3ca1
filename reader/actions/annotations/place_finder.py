"""Where the words of annotations stand in a story: exactly, or by their quotes."""

from __future__ import annotations

import time
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from reader.actions.annotations.chapter_url import ChapterUrl
from reader.models.library.chapter import Chapter
from reader.models.library.revision import Revision
from reader.models.library.story import Story
from reader.models.margin.passage import Passage
from reader.models.people.reader import Reader
from reader.text.anchoring.passages import carry, find_quote
from reader.text.annotation import Annotation


class Place(NamedTuple):
    """Where the words of an annotation are: in the chapter's present text; or, `then`, in the
    earlier revision in which they were marked, and not in the present one."""

    chapter: Chapter
    start: int
    end: int
    then: Revision | None = None


class PlaceFinder:
    """The chapters of a story that a reader may read, and where words stand in them."""

    def __init__(self, story: Story, reader: Reader, until: float) -> None:
        """`until` is a time of `time.monotonic`, after which nothing more is looked for."""
        self.story, self.reader, self.until = story, reader, until
        self.undecided: set[int] = set()
        """The `id` of each annotation for which there was no time."""
        self.chapters: dict[int, Chapter] = {}
        self.numbered: dict[int, Chapter] = {}
        chapters = Chapter.objects.visible_to(reader).filter(story=story, revision__isnull=False)
        chapters = chapters.select_related("revision", "story")
        heavy = ("revision__source", "revision__blocks", "revision__places")
        for chapter in chapters.defer(*heavy).order_by("number"):
            self.chapters[chapter.pk] = chapter
            if chapter.number:
                self.numbered[chapter.number] = chapter

    @property
    def first_chapter(self) -> Chapter | None:
        """The first chapter that stands in the story."""
        return next(iter(self.numbered.values()), None)

    def chapter_of(self, annotation: Annotation) -> Chapter | None:
        """The chapter that an annotation names, by its URL or its number."""
        url = ChapterUrl.of(annotation.source)
        number = annotation.number
        if url and url.slug == self.story.slug:
            if url.pk:
                chapter = self.chapters.get(url.pk)
                return chapter if chapter and chapter.number is None else None
            number = url.number or number
        return self.numbered.get(number) if number else None

    def find(self, annotations: list[Annotation]) -> dict[int, Place]:
        """Where the words of annotations are, by the `id` of each; those that are not found, or
        in several chapters, are left out."""
        places = self._exact_places(annotations)
        others = [one for one in annotations if id(one) not in places]
        return places | self._found_places(others)

    def _exact_places(self, annotations: list[Annotation]) -> dict[int, Place]:
        """Where the revision that an annotation names says its very words, where they are now."""
        named: dict[tuple[int, int], list[Annotation]] = {}
        for annotation in annotations:
            chapter, url = self.chapter_of(annotation), ChapterUrl.of(annotation.source)
            if chapter and annotation.start is not None:
                number = url.revision if url else None
                number = number or chapter.current_revision.number
                named.setdefault((chapter.pk, number), []).append(annotation)
        places: dict[int, Place] = {}
        for (pk, number), group in named.items():
            if self._is_late():
                break
            chapter = self.chapters[pk]
            seen = self._revision(chapter, number)
            if seen:
                places |= _carried(group, chapter, seen)
        return places

    def _revision(self, chapter: Chapter, number: int) -> Revision | None:
        """The revision of this number, if the reader may see it."""
        if number == chapter.current_revision.number:
            return chapter.current_revision
        known = chapter.revisions.visible_to(self.reader).defer("source", "blocks")
        return known.filter(number=number).first()

    def _found_places(self, annotations: list[Annotation]) -> dict[int, Place]:
        """Where the words are found: in their chapter, or else in one other chapter alone.

        A chapter at a time, for what is known of a text is kept. What there was no time for is
        `undecided`; what was kept loose before is not looked for again.
        """
        missing = [one for one in annotations if one.quote not in self._kept_before]
        by_chapter: dict[int, list[Annotation]] = {}
        for annotation in missing:
            chapter = self.chapter_of(annotation)
            if chapter:
                by_chapter.setdefault(chapter.pk, []).append(annotation)
        found: dict[int, Place] = {}
        for pk, group in by_chapter.items():
            found.update(self._find(group, self.chapters[pk]))
        missing = [one for one in missing if id(one) not in found]
        return found | self._found_elsewhere(missing)

    def _found_elsewhere(self, annotations: list[Annotation]) -> dict[int, Place]:
        """Where the words are found in one chapter alone, which is not the one that is named."""
        found: dict[int, list[Place]] = {}
        for chapter in self.numbered.values():
            group = [one for one in annotations if self.chapter_of(one) is not chapter]
            for key, place in self._find(group, chapter):
                found.setdefault(key, []).append(place)
        places = {}
        for key, several in found.items():
            if len(several) == 1:
                places[key] = several[0]
        return places

    def _find(self, annotations: list[Annotation], chapter: Chapter) -> Iterator[tuple[int, Place]]:
        """Places in one chapter of those annotations whose words are found there."""
        for annotation in annotations:
            if self._is_late():
                self.undecided.add(id(annotation))
                continue
            around = (annotation.prefix, annotation.suffix)
            span = find_quote(annotation.quote, chapter.text, *around, annotation.start)
            if span:
                yield id(annotation), Place(chapter, *span)

    def _is_late(self) -> bool:
        return time.monotonic() > self.until

    @cached_property
    def _kept_before(self) -> set[str]:
        """The words that the reader has imported to this story before, and that were not in it."""
        kept = Passage.objects.filter(
            chapter__story=self.story, origin=None, highlights__reader=self.reader
        )
        return set(kept.values_list("quote", flat=True))


def _carried(annotations: list[Annotation], chapter: Chapter, seen: Revision) -> dict[int, Place]:
    """Where those annotations that quote a revision word by word stand now, or stood then."""
    spans = {}
    for annotation in annotations:
        start, end = annotation.start, annotation.end
        if start is not None and end is not None and seen.text[start:end] == annotation.quote:
            spans[id(annotation)] = start, end
    places = {}
    carried = carry(list(spans.values()), seen.text, chapter.text) if spans else []
    for (key, span), now in zip(spans.items(), carried, strict=True):
        places[key] = Place(chapter, *now) if now else Place(chapter, *span, then=seen)
    return places
