"""Importing annotations to the chapters of one story: exactly, by their words, or loose."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from reader.actions.annotations.chapter_url import Address
from reader.actions.annotations.import_result import ImportResult
from reader.actions.margin.highlight import add_highlight, forget_removed
from reader.actions.margin.passage_at import imported_passage, loose_passage_at, passages_at
from reader.models.library.chapter import Chapter, RevisedMeanwhile
from reader.models.library.revision import Revision
from reader.models.library.story import Story
from reader.models.margin.comment import Comment
from reader.models.margin.highlight import Highlight
from reader.models.margin.passage import Passage
from reader.models.people.reader import Reader
from reader.text.anchoring.passages import carry, find_quote
from reader.text.annotation import HIGHLIGHTING, Annotation

AT_ONCE = 500
"""Highlights that are stored in one transaction."""


class Place(NamedTuple):
    """Where the words of an annotation are: in the chapter's present text; or, `then`, in the
    earlier revision in which they were marked, and not in the present one."""

    chapter: Chapter
    start: int
    end: int
    then: Revision | None = None


class StoryImport:
    """Importing annotations to the chapters of one story."""

    def __init__(
        self,
        story: Story,
        annotations: list[Annotation],
        by: Reader,
        host: str,
        until: float,
        result: ImportResult,
    ) -> None:
        self.story, self.annotations, self.by, self.host = story, annotations, by, host
        self.until, self.result = until, result
        self.undecided: set[int] = set()
        chapters = (
            Chapter.objects.visible_to(by)
            .filter(story=story, revision__isnull=False)
            .select_related("revision", "story")
            .defer("revision__source", "revision__blocks", "revision__places")
        )
        self.chapters = {c.pk: c for c in chapters}
        self.in_story = sorted(
            (c for c in self.chapters.values() if c.number), key=lambda c: c.number
        )
        self.numbered = {c.number: c for c in self.in_story}

    def run(self) -> None:
        """All of them, some at a time: nothing waits for the whole file."""
        wanted = []
        for annotation in self.annotations:
            if why := _too_long(annotation):
                self.result.refused.append((annotation.words, why))
            else:
                wanted.append(annotation)
        places = self._exact_places(wanted)
        places |= self._found_places([a for a in wanted if id(a) not in places])
        placed: dict[int, list[tuple[Annotation, Place]]] = {}
        for annotation in wanted:
            if id(annotation) in self.undecided:
                self.result.late += 1
                continue
            place = places.get(id(annotation))
            if place and not place.then:
                placed.setdefault(place.chapter.pk, []).append((annotation, place))
            else:
                self._keep_loose(annotation, place)
        for pk, group in placed.items():
            for at in range(0, len(group), AT_ONCE):
                self._store(self.chapters[pk], group[at : at + AT_ONCE])

    def _chapter(self, annotation: Annotation) -> Chapter | None:
        address = Address.of(annotation.source)
        if not address or address.slug != self.story.slug:
            return self.numbered.get(annotation.number)
        if address.pk:
            chapter = self.chapters.get(address.pk)
            return chapter if chapter and chapter.number is None else None
        return self.numbered.get(address.number or annotation.number)

    def _exact_places(self, annotations: list[Annotation]) -> dict[int, Place]:
        """Where the revision that an annotation names says its very words, where they are now."""
        named: dict[tuple[int, int], list[Annotation]] = {}
        for annotation in annotations:
            chapter, address = self._chapter(annotation), Address.of(annotation.source)
            if chapter and annotation.start is not None:
                number = (address and address.revision) or chapter.revision.number
                named.setdefault((chapter.pk, number), []).append(annotation)
        places = {}
        for (pk, number), group in named.items():
            if self._is_late():
                break
            chapter = self.chapters[pk]
            seen = chapter.revision
            if number != seen.number:
                known = chapter.revisions.visible_to(self.by).defer("source", "blocks")
                seen = known.filter(number=number).first()
            group = [a for a in group if seen and seen.text[a.start : a.end] == a.quote]
            spans = [(a.start, a.end) for a in group]
            for annotation, span, now in zip(
                group, spans, carry(spans, seen.text, chapter.text) if group else (), strict=True
            ):
                place = Place(chapter, *now) if now else Place(chapter, *span, then=seen)
                places[id(annotation)] = place
        return places

    def _found_places(self, annotations: list[Annotation]) -> dict[int, Place]:
        """Where the words are found: in their chapter, or else in one other chapter alone.

        A chapter at a time, for what is known of a text is kept. What there was no time for is
        `undecided`; what was kept loose before is not looked for again.
        """
        missing = [a for a in annotations if a.quote not in self.kept_before]
        by_chapter: dict[int, list[Annotation]] = {}
        for annotation in missing:
            if chapter := self._chapter(annotation):
                by_chapter.setdefault(chapter.pk, []).append(annotation)
        found = {}
        for pk, group in by_chapter.items():
            found |= {key: (place,) for key, place in self._find(group, self.chapters[pk])}
        missing = [a for a in missing if id(a) not in found]
        for chapter in self.in_story:
            group = [a for a in missing if self._chapter(a) is not chapter]
            for key, place in self._find(group, chapter):
                found[key] = (*found.get(key, ()), place)
        return {key: places[0] for key, places in found.items() if len(places) == 1}

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
    def kept_before(self) -> set[str]:
        """The words that the reader has brought to this story before, and that were not in it."""
        kept = Passage.objects.filter(
            chapter__story=self.story, origin=None, highlights__reader=self.by
        )
        return set(kept.values_list("quote", flat=True))

    @cached_property
    def said(self) -> dict[int, set[str]]:
        """What the reader has said in each chapter: that is not to be noted once more."""
        said: dict[int, set[str]] = {}
        comments = Comment.objects.filter(reader=self.by, chapter__story=self.story)
        for chapter, source in comments.values_list("chapter_id", "source"):
            said.setdefault(chapter, set()).update(_parts(source))
        return said

    def _store(self, chapter: Chapter, group: list[tuple[Annotation, Place]]) -> None:
        """Mark some places of a chapter, in one transaction and as many queries for many."""
        group = [pair for pair in group if not self._is_said(pair[0], chapter.pk)]
        try:
            with transaction.atomic():
                spans = [(place.start, place.end) for _, place in group]
                passages = passages_at(chapter, spans, by=self.by)
                forget_removed(self.by, passage__in=passages.values())
                kept = Highlight.objects.filter(reader=self.by, passage__in=passages.values())
                known = {highlight.passage_id: highlight for highlight in kept}
                new: dict[int, Highlight] = {}
                for (annotation, _), span in zip(group, spans, strict=True):
                    passage = passages[span]
                    if passage.pk in known:
                        self._add_to(known[passage.pk], annotation, chapter.pk)
                    elif passage.pk in new:
                        self.result.already += 1
                        note = self._note(new[passage.pk], annotation, chapter.pk)
                        new[passage.pk].note = note
                    else:
                        self.result.found += 1
                        new[passage.pk] = Highlight(
                            passage=passage, reader=self.by, **_kept(annotation)
                        )
                Highlight.objects.bulk_create(new.values())
                chapter.touch()
        except RevisedMeanwhile:
            self.result.late += len(group)

    def _keep_loose(self, annotation: Annotation, place: Place | None) -> None:
        """Keep what is not in the present text with the revision that has it, or on its chapter."""
        if place:
            passage = loose_passage_at(place.then, place.start, place.end)
        else:
            chapter = self._chapter(annotation) or next(iter(self.in_story), None)
            if chapter is None or not self._is_about_this_story(annotation):
                self.result.unmatched.append(annotation.words)
                return
            if self._is_said(annotation, chapter.pk):
                return
            passage = imported_passage(
                chapter, self.by, annotation.quote, annotation.prefix, annotation.suffix
            )
        chapter = passage.chapter_id
        if place and self._is_said(annotation, chapter):
            Passage.objects.filter(pk=passage.pk).tidy()
            return
        known = passage.highlights.filter(reader=self.by, removed_at=None).first()
        if known:
            self._add_to(known, annotation, chapter)
        else:
            add_highlight(passage, self.by, **_kept(annotation))
            self.result.loose += 1

    def _is_said(self, annotation: Annotation, chapter: int) -> bool:
        """Whether it is a comment that the reader has made in the chapter; it is counted then."""
        said = self.said.get(chapter, set())
        is_said = annotation.motivation != HIGHLIGHTING and not _joined("", annotation.text, said)
        self.result.already += is_said
        return is_said

    def _add_to(self, known: Highlight, annotation: Annotation, chapter: int) -> None:
        self.result.already += 1
        note = self._note(known, annotation, chapter)
        if note != known.note:
            known.change(colour=known.colour, note=note, public=known.public)

    def _note(self, known: Highlight, annotation: Annotation, chapter: int) -> str:
        """The note of a highlight with what is new in an annotation, if it is not too long."""
        note = _joined(known.note, annotation.text, self.said.get(chapter, set()))
        return note if len(note) <= settings.LONGEST_HIGHLIGHT_NOTE else known.note

    def _is_about_this_story(self, annotation: Annotation) -> bool:
        """Whether words that were not found here are this story's all the same: it is named, and
        not only chosen. An address on another host may be that of another story."""
        if annotation.story == self.story.title:
            return True
        address = Address.of(annotation.source)
        if not address or address.slug != self.story.slug:
            return False
        host = urlsplit(annotation.source).netloc
        return host in ("", self.host) or not annotation.story


def _kept(annotation: Annotation) -> dict:
    """What of an annotation a new highlight keeps."""
    colours = Highlight.Colour.values
    colour = annotation.colour if annotation.colour in colours else Highlight.Colour.YELLOW
    created = annotation.created
    kept: dict = {"colour": colour, "note": annotation.text}
    if created and created <= timezone.now():
        kept["created_at"] = created
    return kept


def _too_long(annotation: Annotation) -> str:
    """Why an annotation is not taken, or an empty string."""
    longest = (
        (annotation.quote, "A passage", settings.LONGEST_PASSAGE),
        (annotation.text, "A note", settings.LONGEST_HIGHLIGHT_NOTE),
    )
    for text, what, most in longest:
        if len(text) > most:
            return f"{what} may be {most:,} characters long; this is {len(text):,}."
    return ""


def _joined(note: str, more: str, said: set[str]) -> str:
    """A note with the paragraphs of another one that are neither in it nor `said` aloud."""
    new = [part for part in _parts(more) if part not in note and part not in said]
    return "\n\n".join(filter(None, [note, *new])) if new else note


def _parts(text: str) -> list[str]:
    """The paragraphs of a note or a comment."""
    return [part.strip() for part in re.split(r"\n\s*\n", text) if part.strip()]
