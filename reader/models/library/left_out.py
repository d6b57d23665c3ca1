"""Which stories somebody leaves out: their own wish, not a rule of who may see what."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Lower

from reader.models.library.co_author import CoAuthor
from reader.models.library.content_preferences import ContentPreferences
from reader.models.library.story import Story, StoryQuerySet
from reader.models.library.tag import Tag
from reader.models.viewer import Viewer, key_of
from reader.models.visibility import heard, written_by


def without_left_out(
    stories: StoryQuerySet, preferences: ContentPreferences, viewer: Viewer
) -> StoryQuerySet:
    """Those of some stories that the viewer does not leave out; their own they never do. A tag is
    left out by its name, whatever its kind and its capitals; a language wherever it is spoken (`pt`
    with `pt-br`)."""
    return stories.exclude(_left_out(preferences, viewer)) if preferences.left_out else stories


def in_lists_of(viewer: Viewer, stories: StoryQuerySet) -> StoryQuerySet:
    """Those of some stories that a reader's lists have, for programs too: none by somebody whose
    words they don't see, and none that they leave out."""
    preferences = ContentPreferences(getattr(viewer, "content", None))
    return without_left_out(stories.filter(heard(viewer, "author")), preferences, viewer)


def count_left_out(stories: StoryQuerySet, preferences: ContentPreferences, viewer: Viewer) -> int:
    """How many of some stories the viewer leaves out. A query where they leave out anything."""
    if not preferences.left_out:
        return 0
    return stories.filter(_left_out(preferences, viewer)).order_by().count()


def _left_out(preferences: ContentPreferences, viewer: Viewer) -> Q:
    values = preferences.left_out
    found = Q(rating__in=values.get("rating", ()))
    if "author" in values:
        keys = list(map(int, values["author"]))
        with_others = CoAuthor.objects.accepted().filter(reader__in=keys).order_by()
        found |= Q(author__in=keys) | Q(pk__in=with_others.values("story"))
    found |= Q(byline__in=values.get("byline", ()))
    for language in values.get("language", ()):
        found |= Q(language__iexact=language) | Q(language__istartswith=f"{language}-")
    if "tag" in values:
        found |= Q(Exists(_tagged(values["tag"])))
    own = key_of(viewer)
    return found & ~written_by(viewer, CoAuthor.objects.all()) if own else found


def _tagged(names: list[str]) -> QuerySet:
    """Rows of stories with tags of these names. SQLite knows small letters of the Latin alphabet
    alone: so each is looked for as it is written, too."""
    known = {*names, *(name.lower() for name in names)}
    tags = Tag.objects.annotate(lower=Lower("name")).filter(lower__in=known).order_by()
    given = Story.tags.through.objects.filter(story=OuterRef("pk"))
    return given.filter(tag__in=tags.values("pk"))
