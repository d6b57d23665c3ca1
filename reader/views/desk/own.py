"""An author's own stories and chapters."""

from __future__ import annotations

from django.shortcuts import get_object_or_404

from reader.models import Chapter, Reader, Story


def own_story(author: Reader, slug: str) -> Story:
    """The story, if it is this reader's own. Raises Http404."""
    own = Story.objects.filter(author=author).select_related("author")
    return get_object_or_404(own, slug=slug)


def own_chapter(author: Reader, slug: str, number: int, *related: str) -> Chapter:
    """The chapter with its text, and `related` rows, if it is this reader's own. Raises Http404."""
    own = Chapter.objects.of_author(author).filter(revision__isnull=False)
    return get_object_or_404(
        own.select_related("story__author", "revision", *related), story__slug=slug, number=number
    )
