"""What is to be known of a story, for people: on title pages and at the head of a text."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from django.utils.translation import get_language_info

from reader.exporting.stories.edition import Edition
from reader.models import Tag


class Fact(NamedTuple):
    """A label and its values."""

    label: str
    values: list[str]


def facts_of(edition: Edition) -> list[Fact]:
    """The facts that are known, in the order in which they are shown."""
    story = edition.story
    facts = [
        Fact("Series", [story.series]),
        Fact("Rating", [story.get_rating_display() if story.rating else ""]),
        Fact("Status", [story.get_status_display()]),
    ]
    for kind in Tag.Kind:
        names = edition.tag_names(kind)
        facts.append(Fact(kind.label if len(names) == 1 else f"{kind.label}s", names))
    facts += [
        Fact("Language", [_language_name(story.language)]),
        Fact("Published", [_day(edition.published)]),
        Fact("Updated", [_day(story.last_updated)]),
        Fact("Chapters", [str(len(edition.chapters))]),
        Fact("Words", [f"{edition.word_count:,}"]),
        Fact("Source", [story.source]),
    ]
    return [fact for fact in facts if any(fact.values)]


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _language_name(tag: str) -> str:
    """The language's name in itself, or the tag of one that Django does not know."""
    try:
        return get_language_info(tag)["name_local"]
    except KeyError:
        return tag
