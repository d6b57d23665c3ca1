"""The chapters around the one that is read."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser

from reader.models import Chapter, Reader

AROUND = 25
"""Chapters before and after this one that the contents in the bar show."""


def neighbours(reader: Reader | AnonymousUser, chapter: Chapter) -> dict[str, object]:
    """The chapters around this one, and how many there are. Two queries, three where there are more
    than these; and as many rows for a thousand chapters as for a hundred."""
    readable = Chapter.objects.visible_to(reader).in_story().filter(story=chapter.story_id)
    listed = readable.only("pk", "number", "title", "words", "story_id")
    before = list(listed.filter(number__lt=chapter.number).order_by("-number")[:AROUND])
    after = list(listed.filter(number__gt=chapter.number).order_by("number")[:AROUND])
    around = [*reversed(before), chapter, *after]
    for other in around:
        other.story = chapter.story
    is_all = len(before) < AROUND and len(after) < AROUND
    return {
        "total": len(around) if is_all else readable.count(),
        "previous": before[0] if before else None,
        "next": after[0] if after else None,
        "around": around,
    }
