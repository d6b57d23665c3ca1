"""Importing annotations to the chapters of one story: exactly, by their words, or loose."""

from __future__ import annotations

import re
from functools import cached_property
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from reader.actions.annotations.chapter_url import ChapterUrl
from reader.actions.annotations.import_result import ImportResult
from reader.actions.annotations.place_finder import Place, PlaceFinder
from reader.actions.margin.highlight import add_highlight, forget_removed
from reader.actions.margin.passage_at import imported_passage, loose_passage_at, passages_at
from reader.models.library.chapter import Chapter, RevisedMeanwhile
from reader.models.library.revision import Revision
from reader.models.library.story import Story
from reader.models.margin.comment import Comment
from reader.models.margin.highlight import Highlight
from reader.models.margin.passage import Passage
from reader.models.people.reader import Reader
from reader.text.annotation import HIGHLIGHTING, Annotation

AT_ONCE = 500
"""Highlights that are stored in one transaction."""


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
        self.result = result
        self.finder = PlaceFinder(story, by, until)

    def run(self) -> None:
        """All of them, some at a time: nothing waits for the whole file."""
        wanted = []
        for annotation in self.annotations:
            reason = _too_long(annotation)
            if reason:
                self.result.refused.append((annotation.words, reason))
            else:
                wanted.append(annotation)
        places = self.finder.find(wanted)
        placed: dict[int, list[tuple[Annotation, Place]]] = {}
        for annotation in wanted:
            place = places.get(id(annotation))
            if id(annotation) in self.finder.undecided:
                self.result.late += 1
            elif place is None:
                self._keep_lost(annotation)
            elif place.then is None:
                placed.setdefault(place.chapter.pk, []).append((annotation, place))
            else:
                self._keep_loose(annotation, place, place.then)
        for pk, group in placed.items():
            for at in range(0, len(group), AT_ONCE):
                self._store(self.finder.chapters[pk], group[at : at + AT_ONCE])

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
        except RevisedMeanwhile:
            self.result.late += len(group)

    def _keep_loose(self, annotation: Annotation, place: Place, then: Revision) -> None:
        """Keep what is not in the present text with the revision that has it."""
        passage = loose_passage_at(then, place.start, place.end)
        if self._is_said(annotation, passage.chapter_id):
            Passage.objects.filter(pk=passage.pk).tidy()
        else:
            self._highlight(passage, annotation)

    def _keep_lost(self, annotation: Annotation) -> None:
        """Keep what is in no text here on its chapter, if it is this story's."""
        chapter = self.finder.chapter_of(annotation) or self.finder.first_chapter
        if chapter is None or not self._is_about_this_story(annotation):
            self.result.unmatched.append(annotation.words)
            return
        if self._is_said(annotation, chapter.pk):
            return
        words = annotation.quote, annotation.prefix, annotation.suffix
        self._highlight(imported_passage(chapter, self.by, *words), annotation)

    def _highlight(self, passage: Passage, annotation: Annotation) -> None:
        """Highlight a loose passage, or add to the highlight that the reader has there."""
        known = passage.highlights.filter(reader=self.by, removed_at=None).first()
        if known:
            self._add_to(known, annotation, passage.chapter_id)
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
        url = ChapterUrl.of(annotation.source)
        if not url or url.slug != self.story.slug:
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
