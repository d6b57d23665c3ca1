"""A story begun on the desk, in which nothing is written yet."""

from __future__ import annotations

from django.db import transaction

from reader.actions.library.add_chapters import add_chapter
from reader.models.library.story import Story
from reader.models.people.reader import Reader


@transaction.atomic
def start_story(title: str, *, author: Reader) -> Story:
    """A new draft with one empty chapter."""
    slug = Story.objects.free_slug(title)
    story = Story.objects.create(title=title, slug=slug, author=author)
    add_chapter(story, "", "", draft=True)
    return story
