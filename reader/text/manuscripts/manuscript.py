"""Manuscripts: what an importer makes of a file, before anything is stored."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from reader.text.manuscripts.story_facts import StoryFacts


class ManuscriptError(ValueError):
    """A file that no story can be made of; says in a sentence why, and what to do."""


@dataclass
class Note:
    """An author's note: kind (`note`, `disclaimer`, `warning`, `dedication`), place (`before`
    or `after`), Markdown."""

    kind: str
    place: str
    source: str


@dataclass
class Chapter:
    """A chapter's title (empty where it has only a number), its Markdown, its notes, the `key`
    by which the archive that it came from knows it, such as an address, and, while its file is
    read, the names of the places in that which are in it."""

    title: str
    source: str
    notes: list[Note] = field(default_factory=list)
    key: str = ""
    places: list[str] = field(default_factory=list)


@dataclass
class Manuscript(StoryFacts):
    """What an importer makes of a file, before anything is stored.

    `notes` are those of the story as a whole; `pictures` are files by the names that the chapters
    call them by; `doubts` are sentences, each about one thing to look at, and `losses` those about
    words of the file that it lacks, so many that they are to be looked at before anything else.
    """

    smart: bool = False
    notes: list[Note] = field(default_factory=list)
    chapters: list[Chapter] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    losses: list[str] = field(default_factory=list)
    pictures: dict[str, bytes] = field(default_factory=dict, repr=False)

    def as_json(self) -> dict[str, Any]:
        """All of it but the pictures and what was left out, in dictionaries, lists and strings."""
        fields = asdict(replace(self, pictures={}, left_out=[]))
        del fields["pictures"], fields["left_out"]
        return fields

    @classmethod
    def from_json(cls, fields: dict[str, Any]) -> Manuscript:
        """The manuscript that `as_json` gave, without its pictures."""
        made = cls(**fields)
        made.notes = _notes_from_json(fields["notes"])
        made.chapters = []
        for chapter in fields["chapters"]:
            notes = _notes_from_json(chapter["notes"])
            made.chapters.append(Chapter(**chapter | {"notes": notes}))
        return made

    def texts(self) -> Iterator[str]:
        """Every piece of Markdown in it: of the story's notes, the chapters, and their notes."""
        for note in self.notes:
            yield note.source
        for chapter in self.chapters:
            yield chapter.source
            for note in chapter.notes:
                yield note.source


def _notes_from_json(notes: list[dict[str, str]]) -> list[Note]:
    return [Note(**fields) for fields in notes]
