"""An author's own stories and chapters."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from reader.models import Chapter, Reader, Story


def own_story(author: Reader, slug: str) -> Story:
    """The story, if this reader writes it, alone or with others. Raises Http404."""
    own = Story.objects.by(author).select_related("author")
    return get_object_or_404(own, slug=slug)


def story_of_author(author: Reader, slug: str) -> Story:
    """The same, for what its author alone decides. Raises Http404, and PermissionDenied to those
    who write it with them."""
    story = own_story(author, slug)
    if story.author_id != author.pk:
        raise PermissionDenied(f"Only {story.author}, whose story this is, can do that.")
    return story


def own_chapter(author: Reader, slug: str, number: int, *related: str) -> Chapter:
    """The chapter with its text, and `related` rows, if this reader writes it. Raises Http404."""
    own = Chapter.objects.of_author(author).filter(revision__isnull=False)
    return get_object_or_404(
        own.select_related("story__author", "revision", *related), story__slug=slug, number=number
    )
