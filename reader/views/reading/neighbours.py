"""The chapters around the one that is read."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q

from reader.models import Chapter, Reader

AROUND = 25
"""Chapters before and after this one that the contents in the bar show."""


def neighbours(
    reader: Reader | AnonymousUser, chapter: Chapter, further: int | None
) -> dict[str, object]:
    """The chapters around this one, how many there are, and the one whose key is `further`.

    Two queries, and as many rows for a thousand chapters as for a hundred.
    """
    readable = Chapter.objects.visible_to(reader).in_story().filter(story=chapter.story_id)
    before = readable.filter(number__lt=chapter.number).order_by("-number")[:AROUND]
    after = readable.filter(number__gt=chapter.number)[:AROUND]
    wanted = Q(pk__in=before.values("pk")) | Q(pk__in=after.values("pk"))
    wanted |= Q(pk__in=[chapter.pk, further or 0])
    chapters = list(readable.filter(wanted).only("pk", "number", "title", "words", "story_id"))
    at, further_on = 0, None
    for index, other in enumerate(chapters):
        other.story = chapter.story
        if other.pk == chapter.pk:
            at = index
        if other.pk == further:
            further_on = other
    return {
        "total": readable.count(),
        "previous": chapters[at - 1] if at else None,
        "next": chapters[at + 1] if at + 1 < len(chapters) else None,
        "around": chapters[max(at - AROUND, 0) : at + AROUND + 1],
        "further": further_on,
    }
