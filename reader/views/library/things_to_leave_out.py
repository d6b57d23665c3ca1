"""What stories can be left out by, as it is called, and whether it is left out: for the buttons
that stand where one meets it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from reader.models import Reader, Story
from reader.models.library.content_preferences import ContentPreferences
from reader.text.whole_numbers import whole_number
from reader.views.library.language_names import language_name


class Thing(NamedTuple):
    """Something that stories are, or can be, left out by."""

    kind: str
    value: str
    label: str
    is_left_out: bool

    @property
    def key(self) -> str:
        """What its button sends."""
        return f"{self.kind}:{self.value}"


def things_to_leave_out(
    named: Iterable[tuple[str, str]], preferences: ContentPreferences
) -> list[Thing]:
    """Things given by kind and value. A query where authors are among them."""
    pairs = list(named)
    authors = [value for kind, value in pairs if kind == "author" and whole_number(value)]
    known = Reader.objects.filter(pk__in=authors) if authors else ()
    return _things(pairs, known, preferences)


def things_of(story: Story, preferences: ContentPreferences) -> list[Thing]:
    """What a story, with its author and tags, can be left out by."""
    pairs = [("byline", story.byline)] if story.byline else [("author", str(story.author_id))]
    if story.rating:
        pairs.append(("rating", story.rating))
    pairs += [("tag", tag.name) for tag in story.tags_in_order]
    pairs.append(("language", story.language))
    return _things(pairs, [story.author], preferences)


def things_left_out(preferences: ContentPreferences) -> list[Thing]:
    """All that somebody leaves out. A query where authors are among it."""
    return things_to_leave_out(_pairs(preferences), preferences)


def _things(
    pairs: Iterable[tuple[str, str]], authors: Iterable[Reader], preferences: ContentPreferences
) -> list[Thing]:
    names = {str(author.pk): str(author) for author in authors}
    things = []
    for kind, value in pairs:
        label = names.get(value, "") if kind == "author" else _label(kind, value)
        if label:
            things.append(Thing(kind, value, label, preferences.leaves_out(kind, value)))
    return things


def _pairs(preferences: ContentPreferences) -> Iterator[tuple[str, str]]:
    for kind, values in preferences.left_out.items():
        for value in values:
            yield kind, value


def _label(kind: str, value: str) -> str:
    """What a value is called; empty for a rating that there is not."""
    if kind == "rating":
        return dict(Story.Rating.choices).get(value, "") if value else ""
    return language_name(value) if kind == "language" else value
