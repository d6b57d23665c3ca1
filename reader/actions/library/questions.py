"""Questions that a story's author asked a reader: to write it too, or to take it over."""

from __future__ import annotations

from reader.models.inbox.notification import Notification
from reader.models.library.story import Story
from reader.models.library.story_news import StoryNews
from reader.models.people.reader import Reader


def forget_question(story: Story, reader: int, kind: str) -> None:
    """Have it stand in their inbox no more: it was answered, or is not asked any more."""
    StoryNews.objects.filter(story=story, reader=reader, kind=kind).delete()
    Notification.objects.count_for_all(Reader.objects.filter(pk=reader))
