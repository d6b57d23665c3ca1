"""Editions: a story as it can be taken out, with all that a file of it needs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, date, datetime
from functools import cached_property
from hashlib import sha256

from django.utils.translation import get_language_info

from reader.models import AuthorNote, Chapter, Picture, Reader, Revision, Story, Tag
from reader.models.urn import urn
from reader.text.rendering.pictures import names_in


class Edition:
    """What is published of a story; of a draft, or for its author as `reader`, all of it.

    Five queries, one for the texts, and one for the pictures where there are any.
    Who may have it is decided by who found the story:
    `Story.objects.visible_to(reader)`.
    """

    def __init__(self, story: Story, reader: Reader | None = None) -> None:
        self.story = story
        chapters = Chapter.objects.visible_to(story.author if story.is_draft else reader)
        self.chapters = list(
            chapters.in_story()
            .filter(story=story.pk, revision__isnull=False)
            .select_related("revision")
            .only("number", "title", "words", "stamp", "published_at", "revision__created_at")
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
        """The pictures that the texts and the notes call for, by their addresses."""
        html = [note.html for note in self.notes]
        for chapter in self.chapters:
            html += [row[0] for row in self.revisions[chapter.pk].blocks]
            html += [note.html for note in chapter.notes.all()]
        names = set().union(*(names_in(piece) for piece in html if "<img" in piece))
        found = Picture.objects.filter(story=self.story, name__in=names) if names else ()
        return {picture.get_absolute_url(): picture for picture in found}

    @property
    def words(self) -> int:
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
        times = [story.created_at, story.published_at if not story.is_draft else None]
        for chapter in self.chapters:
            times += [chapter.published_at, chapter.revision.created_at]
        return max(filter(None, times)).astimezone(UTC).replace(microsecond=0)

    @property
    def identifier(self) -> str:
        """The story's name, the same in every file, feed and catalogue."""
        return urn(self.story)

    @cached_property
    def stamp(self) -> str:
        """A digest of all that a file of the story depends on: another after every change."""
        story = self.story
        fields = [f.attname for f in story._meta.concrete_fields]
        said = [
            [str(getattr(story, name)) for name in fields] + [story.credit, story.is_draft],
            [[tag.kind, tag.name] for tag in self.tags],
            _facts_of(self.notes),
            [[c.number, c.title, c.revision_id, _facts_of(c.notes.all())] for c in self.chapters],
        ]
        return sha256(json.dumps(said).encode()).hexdigest()

    def tagged(self, kind: str) -> list[str]:
        """The names of the story's tags of one kind."""
        return [tag.name for tag in self.tags if tag.kind == kind]

    @property
    def facts(self) -> list[tuple[str, list[str]]]:
        """What is to be known of the story, for people: a label and its values."""
        story, published = self.story, self.published
        kinds = [(kind.label, self.tagged(kind)) for kind in Tag.Kind]
        rows = [
            ("Series", [story.series]),
            ("Rating", [story.get_rating_display() if story.rating else ""]),
            ("Status", [story.get_status_display()]),
            *((label if len(names) == 1 else f"{label}s", names) for label, names in kinds),
            ("Language", [_language(story.language)]),
            ("Published", [published.isoformat() if published else ""]),
            ("Updated", [story.last_updated.isoformat() if story.last_updated else ""]),
            ("Chapters", [str(len(self.chapters))]),
            ("Words", [f"{self.words:,}"]),
            ("Source", [story.source]),
        ]
        return [(label, values) for label, values in rows if any(values)]


def parted(notes: Sequence[AuthorNote]) -> tuple[list[AuthorNote], list[AuthorNote]]:
    """The notes that stand before a text, and those that stand after it."""
    before = [note for note in notes if note.place == AuthorNote.Place.BEFORE]
    return before, [note for note in notes if note.place == AuthorNote.Place.AFTER]


def _facts_of(notes: Sequence[AuthorNote]) -> list[list[str]]:
    return [[note.kind, note.place, note.source, note.html] for note in notes]


def _language(tag: str) -> str:
    try:
        return get_language_info(tag)["name_local"]
    except KeyError:
        return tag
