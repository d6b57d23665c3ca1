"""Editions: a story as it can be taken out, with all that a file of it needs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from functools import cached_property
from hashlib import sha256

from reader.models import AuthorNote, Chapter, Picture, Reader, Revision, Story
from reader.models.urn import urn
from reader.text.rendering.pictures import FOLDER, names_in


class Edition:
    """What is published of a story; of a draft, or for an author of it as `reader`, all of it. What
    moderators took down is in it for who writes it alone, of whom it is `own`.

    Five queries, one for the texts, and one for the pictures where there are any.
    Who may have it is decided by who found the story:
    `Story.objects.visible_to(reader)`.
    """

    def __init__(self, story: Story, reader: Reader | None = None, *, own: bool = False) -> None:
        self.story = story
        chapters = Chapter.objects.published()
        written = story.is_by(reader)
        own = own or written
        if story.is_draft or written:
            chapters = Chapter.objects.of_author(story.author)
            if not own:
                chapters = chapters.filter(taken_down_at=None)
        self.chapters = list(
            chapters.in_story()
            .filter(story=story.pk, revision__isnull=False)
            .select_related("revision")
            .only(
                "number",
                "title",
                "words",
                "published_at",
                "revision__created_at",
                "stamp",
                "margin_stamp",
                "comments_stamp",
            )
            .prefetch_related("notes")
        )
        for chapter in self.chapters:
            chapter.story = story
        self.notes = list(story.notes.all())
        self.tags = list(story.tags.all())

    @cached_property
    def revisions(self) -> dict[int, Revision]:
        """The texts, by the primary key of their chapter."""
        keys = [chapter.revision_id for chapter in self.chapters]
        found = Revision.objects.defer("places").in_bulk(keys)
        return {chapter.pk: found[chapter.revision_id] for chapter in self.chapters}

    @cached_property
    def pictures(self) -> dict[str, Picture]:
        """The pictures that the texts and the notes call for, by their URLs there."""
        names: set[str] = set()
        for html in self._html():
            if "<img" in html:
                names.update(names_in(html))
        if not names:
            return {}
        found = Picture.objects.filter(story=self.story, name__in=names)
        return {f"{FOLDER}{picture.name}": picture for picture in found}

    def _html(self) -> Iterator[str]:
        """Every block and every note."""
        for note in self.notes:
            yield note.html
        for chapter in self.chapters:
            for html, *_ in self.revisions[chapter.pk].blocks:
                yield html
            for note in chapter.notes.all():
                yield note.html

    @property
    def word_count(self) -> int:
        return sum(chapter.words for chapter in self.chapters)

    @property
    def published(self) -> date | None:
        """The day on which the story was first published, here or elsewhere."""
        story = self.story
        return story.first_published or (story.published_at.date() if story.published_at else None)

    @cached_property
    def modified(self) -> datetime:
        """When something in it was last written or published, to the second."""
        story = self.story
        times = [story.created_at]
        if story.published_at and not story.is_draft:
            times.append(story.published_at)
        for chapter in self.chapters:
            if chapter.revision:
                times.append(chapter.revision.created_at)
            if chapter.published_at:
                times.append(chapter.published_at)
        return max(times).astimezone(UTC).replace(microsecond=0)

    @property
    def identifier(self) -> str:
        """The story's name, the same in every file, feed and catalog."""
        return urn(self.story)

    @cached_property
    def stamp(self) -> str:
        """A digest of all that a file of the story depends on: another after every change."""
        story = self.story
        facts = [str(getattr(story, field.attname)) for field in story._meta.concrete_fields]
        chapters = []
        for chapter in self.chapters:
            notes = _stamp_of(chapter.notes.all())
            chapters.append([chapter.number, chapter.title, chapter.revision_id, notes])
        state = [
            [*facts, story.credit, story.is_draft],
            [[tag.kind, tag.name] for tag in self.tags],
            _stamp_of(self.notes),
            chapters,
        ]
        return sha256(json.dumps(state).encode()).hexdigest()

    def tag_names(self, kind: str) -> list[str]:
        """The names of the story's tags of one kind."""
        return [tag.name for tag in self.tags if tag.kind == kind]


def before_and_after(notes: Iterable[AuthorNote]) -> tuple[list[AuthorNote], list[AuthorNote]]:
    """The notes that stand before a text, and those that stand after it."""
    before, after = [], []
    for note in notes:
        if note.place == AuthorNote.Place.BEFORE:
            before.append(note)
        else:
            after.append(note)
    return before, after


def _stamp_of(notes: Iterable[AuthorNote]) -> list[list[str]]:
    return [[note.kind, note.place, note.source, note.html] for note in notes]
