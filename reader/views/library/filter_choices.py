"""What there is to choose from when one filters the library."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count

from reader.models import Reader, Story, Tag
from reader.models.library.content_preferences import ContentPreferences
from reader.models.library.left_out import without_left_out
from reader.views.library.language_names import language_name
from reader.views.library.story_filter import LENGTHS, RATINGS, SORTS, STATUSES

MOST_TAGS = 100
"""Tags that are offered while one types; any other can be typed."""
STORIES_ASKED = 2000
"""The latest stories, whose tags are offered: to count those of all takes as long as there are."""


def filter_choices(
    reader: Reader | AnonymousUser, preferences: ContentPreferences
) -> dict[str, object]:
    """The choices in what this reader does not leave out of the library. Two queries."""
    visible = without_left_out(Story.objects.listed_for(reader), preferences, reader)
    languages = {}
    for code in visible.order_by("language").values_list("language", flat=True).distinct():
        languages[code.lower()] = language_name(code)
    latest = visible.order_by("-published_at", "-pk").values("pk")[:STORIES_ASKED]
    used = Tag.objects.filter(stories__in=latest).annotate(stories_count=Count("stories"))
    tags = used.order_by("-stories_count", "name").values_list("name", flat=True)[:MOST_TAGS]
    return {
        "statuses": STATUSES,
        "ratings": RATINGS,
        "lengths": LENGTHS,
        "sorts": SORTS,
        "languages": languages,
        "tags": sorted(set(tags), key=str.casefold),
    }
