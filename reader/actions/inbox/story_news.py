"""Who is told of what became of a story: each reader whom its news is for. That a story was opened
to them nobody is mailed: whoever writes could have that sent to anybody."""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from reader.actions.inbox.store_notifications import store_notifications
from reader.models.inbox.notification import Notification
from reader.models.library.story_news import StoryNews


def to_tell() -> QuerySet[StoryNews]:
    """News that its reader was not told yet."""
    return StoryNews.objects.filter(told_at=None).order_by("pk")


@transaction.atomic
def tell(key: int) -> None:
    """Tell its reader."""
    if not to_tell().filter(pk=key).update(told_at=timezone.now()):
        return
    news = StoryNews.objects.get(pk=key)
    kinds = {news.reader_id: Notification.Kind.STORY}
    more = {"mail_at": None} if news.kind == StoryNews.Kind.SHOWN else {}
    store_notifications(kinds, story_id=news.story_id, news=news, at=news.at, **more)
