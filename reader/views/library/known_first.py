"""What somebody new publishes stands last of its page, so that nothing begins with it which nobody
has looked at yet."""

from __future__ import annotations

from collections.abc import Iterable

from reader.models import Story
from reader.models.people.newcomer import came_lately


def known_first(stories: Iterable[Story]) -> list[Story]:
    """Stories in their order, with those of authors who came these days after the others."""
    return sorted(stories, key=lambda story: came_lately(story.author))
