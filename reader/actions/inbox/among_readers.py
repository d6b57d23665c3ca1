"""Who of those whom something concerns may read the story that it is about."""

from __future__ import annotations

from collections.abc import Mapping

from reader.models import visibility
from reader.models.inbox.notification import Notification
from reader.models.library.chapter import Chapter
from reader.models.library.story import Story
from reader.models.people.reader import Reader

Kinds = Mapping[int, Notification.Kind]


def among_readers(
    kinds: Kinds, story: Story, chapter: Chapter | None = None
) -> dict[int, Notification.Kind]:
    """Of what is to be told to readers, by their keys, what is for those who may read the story, or
    a chapter of it."""
    may_read = Reader.objects.filter(visibility.readers(story, chapter), pk__in=list(kinds))
    return {key: kinds[key] for key in may_read.values_list("pk", flat=True)}
