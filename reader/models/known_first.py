"""What newcomers publish stands after everything else, so that no list begins with what nobody has
looked at yet: the one rule of that, for every list of stories that is in the order of time."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from reader.models.library.story import Story, StoryQuerySet
from reader.models.people.newcomer import DAYS


def by_newcomers() -> Q:
    """Stories that came out these days, by whoever made their account these days. As with what
    newcomers say, nobody is one where one gets in by invitation, or has a role."""
    if settings.SIGNUP != "open":
        return Q(pk__in=[])
    since = timezone.now() - DAYS
    came = Q(author__date_joined__gt=since, author__is_staff=False, author__is_superuser=False)
    return Q(published_at__gt=since) & came


class KnownFirst:
    """Stories in their order, but for those by newcomers, which come after all others: what a
    Paginator takes. Besides what the stories ask, it asks how many these are, by an index."""

    ordered = True

    def __init__(self, stories: StoryQuerySet) -> None:
        self._stories = stories

    def count(self) -> int:
        return self._count

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Story]:
        return iter(self[0 : self._count])

    def __getitem__(self, part: Any) -> Any:
        """The stories of a slice; nobody asks for one by its number."""
        start, stop = part.start, part.stop
        if not self._new_count:
            return list(self._stories[start:stop])
        known = self._count - self._new_count
        shown: list[Story] = []
        if start < known:
            shown += self._stories.exclude(by_newcomers())[start : min(stop, known)]
        if stop > known:
            new = self._stories.filter(by_newcomers())
            shown += new[max(start - known, 0) : stop - known]
        return shown

    @cached_property
    def _count(self) -> int:
        return self._stories.count()

    @cached_property
    def _new_count(self) -> int:
        if settings.SIGNUP != "open":
            return 0
        return self._stories.filter(by_newcomers()).count()
