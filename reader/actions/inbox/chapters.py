"""Who is told of a new chapter: whoever has its story on a shelf."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from reader.actions.inbox.store_notifications import store_notifications
from reader.models.inbox.notification import Notification
from reader.models.library.chapter import Chapter, ChapterQuerySet
from reader.models.people.shelf import Shelving

Kind = Notification.Kind


def to_tell() -> ChapterQuerySet:
    """Published chapters of published stories of which nobody was told yet; those that were set
    for a time, then."""
    now = timezone.now()
    published = {"published_at__lte": now, "story__published_at__lte": now}
    new = Chapter.objects.in_story().filter(told_at=None, revision__isnull=False, **published)
    return new.order_by("published_at", "number")


@transaction.atomic
def tell(key: int) -> None:
    """Tell everybody concerned of a chapter."""
    if not to_tell().filter(pk=key).update(told_at=timezone.now()):
        return
    chapter = Chapter.objects.select_related("story").get(pk=key)
    kinds = dict.fromkeys(followers(chapter), Kind.CHAPTER)
    kinds.pop(chapter.story.author_id, None)
    store_notifications(kinds, story=chapter.story, chapter=chapter, at=chapter.published_at)


def followers(chapter: Chapter) -> list[int]:
    """The keys of readers who had the chapter's story on a shelf when it came out."""
    since = {"story": chapter.story_id, "put_at__lte": chapter.published_at}
    return list(Shelving.objects.filter(**since).order_by().values_list("shelf__reader", flat=True))
