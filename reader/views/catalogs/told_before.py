"""What feeds say before the words of a story about which its page would ask first."""

from __future__ import annotations

from reader.models import Story
from reader.models.library.content_preferences import ContentPreferences
from reader.models.library.tag import Tag
from reader.models.viewer import Viewer


def told_before(story: Story, viewer: Viewer) -> str:
    """The rating and the warnings that a viewer wants to be told of, in a line; nothing where there
    are none. Its tags are loaded."""
    preferences = ContentPreferences(getattr(viewer, "content", None))
    warnings = preferences.warnings_told(warnings_of(story))
    told = []
    if preferences.tells_of_rating(story.rating):
        told.append(f"This story is rated {story.get_rating_display()}.")
    if warnings:
        told.append(f"Its author warns of: {', '.join(warnings)}.")
    return " ".join(told)


def warnings_of(story: Story) -> list[str]:
    """The content warnings of a story whose tags are loaded."""
    return [tag.name for tag in story.tags_in_order if tag.kind == Tag.Kind.WARNING]
