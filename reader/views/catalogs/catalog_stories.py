"""The stories of the catalog: what anybody may read and download, without what a known reader
leaves out."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.db.models import F, Max

from reader.models import Story
from reader.models.library.left_out import in_lists_of
from reader.models.library.story import StoryQuerySet
from reader.models.viewer import Viewer
from reader.views.catalogs.atom_feed import NEVER
from reader.views.catalogs.told_before import warnings_of

LAST_CHANGED_FIRST = (F("changed_at").desc(), F("pk").desc())


def public_stories(viewer: Viewer) -> StoryQuerySet:
    """Stories with words in them that anybody may read, and that the viewer wants to meet."""
    return in_lists_of(viewer, stories_of_all())


def listed_stories(viewer: Viewer) -> StoryQuerySet:
    """The same, with what a catalog says of each, and when it changed."""
    return described(public_stories(viewer))


def stories_of_all() -> StoryQuerySet:
    """Stories with words in them that anybody may read."""
    return Story.objects.listed_for(AnonymousUser()).filter(words__gt=0)


def described(stories: StoryQuerySet) -> StoryQuerySet:
    """Stories with what a catalog says of each, and when it changed."""
    return stories.with_changed_at().select_related("author").prefetch_related("tags")


def last_published(stories: StoryQuerySet) -> datetime:
    """When the newest of some stories came out."""
    return stories.aggregate(latest=Max("published_at"))["latest"] or NEVER


def facts(story: Story) -> str:
    """Status, length, rating and warnings, in a line."""
    chapters = f"{story.chapter_count} chapter{'s' if story.chapter_count != 1 else ''}"
    said = [story.get_status_display(), chapters, f"{story.words:,} words"]
    if story.rating:
        said.append(story.get_rating_display())
    if warnings := warnings_of(story):
        said.append(f"Warnings: {', '.join(warnings)}")
    return " · ".join(said)
