"""The kinds of things that can be reported, each found by its key for as long as it is there."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import models

from reader.models.library.chapter import Chapter
from reader.models.library.story import Story
from reader.models.margin.comment import Comment
from reader.models.margin.highlight import Highlight
from reader.models.margin.typo_note import TypoNote
from reader.models.people.reader import Reader

Reported = Comment | Highlight | TypoNote | Story | Chapter | Reader
"""What can be reported; a highlight, where it is shown; a typo note, by whom it was sent to."""


KEPT_OF_A_CHAPTER = 2_000
"""Characters of its text that a report of a chapter keeps: the whole stays in its revisions."""


class Kind(models.TextChoices):
    """What something is, by the name that it has in addresses."""

    COMMENT = "comment", "comment"
    HIGHLIGHT = "highlight", "highlight"
    TYPO_NOTE = "typonote", "correction"
    STORY = "story", "story"
    CHAPTER = "chapter", "chapter"
    READER = "reader", "reader"


def kind_of(thing: Reported) -> Kind:
    """What a thing is."""
    return Kind(type(thing).__name__.lower())


def owner_of(thing: Reported) -> Reader:
    """Who is answerable for a thing: who wrote it, marked it, or is it."""
    if isinstance(thing, Reader):
        return thing
    if isinstance(thing, Story):
        return thing.author
    return thing.story.author if isinstance(thing, Chapter) else thing.reader


def is_own(thing: Reported, reader: Reader) -> bool:
    """Whether a thing is a reader's own: one of several authors, too, has a story for their own."""
    if isinstance(thing, Chapter):
        return thing.story.is_by(reader)
    return thing.is_by(reader) if isinstance(thing, Story) else owner_of(thing).pk == reader.pk


def words_of(thing: Reported) -> str:
    """What a thing says at this moment, as it was typed. A note at a highlight is nobody else's."""
    if isinstance(thing, Comment):
        return thing.source
    if isinstance(thing, Reader):
        return "\n".join(part for part in (f"{thing} (@{thing.username})", thing.bio) if part)
    if isinstance(thing, Story):
        return "\n".join(part for part in (thing.title, thing.summary) if part)
    if isinstance(thing, TypoNote):
        return "\n".join(part for part in (thing.suggestion, thing.remark) if part)
    return _beginning_of(thing) if isinstance(thing, Chapter) else ""


def _beginning_of(chapter: Chapter) -> str:
    """A chapter's title, and how its text begins."""
    text = chapter.revision.text[:KEPT_OF_A_CHAPTER] if chapter.revision else ""
    return "\n".join(part for part in (chapter.heading, text) if part)


def quote_of(thing: Reported) -> str:
    """The words of a story that a comment, a highlight or a typo note is on, if it is on any."""
    if isinstance(thing, TypoNote):
        return thing.quote
    if isinstance(thing, Comment | Highlight) and thing.passage:
        return thing.passage.quote
    return ""


def things(keys: Collection[tuple[str, int]]) -> dict[tuple[str, int], Reported]:
    """What is still there of these things, whoever may see it, by kind and key. A query a kind."""
    found: dict[tuple[str, int], Reported] = {}
    for kind, rows in _ROWS.items():
        wanted = [key for of, key in keys if of == kind]
        if wanted:
            for thing in rows().filter(pk__in=wanted):
                found[kind.value, thing.pk] = thing
    return found


def _comments() -> Any:
    return Comment.objects.select_related(
        "reader", "chapter__story__author", "passage", "parent__reader", "answers__reader"
    )


def _highlights() -> Any:
    return Highlight.objects.select_related("reader", "passage__chapter__story__author")


def _typo_notes() -> Any:
    return TypoNote.objects.select_related("reader", "passage__chapter__story__author")


def _stories() -> Any:
    return Story.with_deleted.select_related("author")


def _chapters() -> Any:
    found = Chapter.with_deleted.select_related("story__author", "revision")
    return found.defer("revision__blocks", "revision__source", "revision__places")


_ROWS = {
    Kind.COMMENT: _comments,
    Kind.HIGHLIGHT: _highlights,
    Kind.TYPO_NOTE: _typo_notes,
    Kind.STORY: _stories,
    Kind.CHAPTER: _chapters,
    Kind.READER: Reader.objects.all,
}
