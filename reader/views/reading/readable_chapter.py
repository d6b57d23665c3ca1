"""The chapter that a request is about, if its reader may read it."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.shortcuts import get_object_or_404

from reader.models import Chapter, Reader


def readable_chapter(reader: Reader | AnonymousUser, slug: str, number: int) -> Chapter:
    """The chapter with its text. Raises Http404 where this reader may not read it."""
    return get_object_or_404(
        Chapter.objects.visible_to(reader)
        .select_related("story__author", "revision")
        .defer("revision__source", "revision__places"),
        story__slug=slug,
        number=number,
        revision__isnull=False,
    )


def hide_if_unreadable(reader: Reader | AnonymousUser, chapter: Chapter) -> bool:
    """Whether the reader may not read a chapter, or not any more. To them it is then one that was
    taken out of its story: the object loses its number, the row keeps it."""
    is_unreadable = not Chapter.objects.visible_to(reader).filter(pk=chapter.pk).exists()
    if is_unreadable:
        chapter.number = None
    return is_unreadable
