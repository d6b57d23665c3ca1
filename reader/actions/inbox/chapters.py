"""Who is told of a new chapter: whoever follows its story or its author."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from reader.actions.inbox.among_readers import among_readers
from reader.actions.inbox.store_notifications import tell_in_portions
from reader.models.inbox.follow import followers_of
from reader.models.inbox.notification import Notification
from reader.models.library.chapter import Chapter, ChapterQuerySet

Kind = Notification.Kind


def to_tell() -> ChapterQuerySet:
    """Published chapters of published stories of which nobody was told yet; those that were set
    for a time, then."""
    now = timezone.now()
    published = {"published_at__lte": now, "story__published_at__lte": now}
    new = Chapter.objects.in_story().filter(told_at=None, revision__isnull=False, **published)
    return new.order_by("published_at", "number")


def tell(key: int) -> None:
    """Tell everybody concerned of a chapter."""
    this_one = to_tell().filter(pk=key)
    chapter = this_one.select_related("story").first()
    if chapter is None:
        return
    readers = [] if _came_with_the_first(chapter) else followers(chapter)
    kinds = among_readers(dict.fromkeys(readers, Kind.CHAPTER), chapter.story, chapter)
    what = {"story": chapter.story, "chapter": chapter}
    tell_in_portions(this_one, kinds, **what, at=came_out(chapter))


def came_out(chapter: Chapter) -> datetime:
    """When one could first read it: of a story that was published later, then."""
    assert chapter.published_at is not None and chapter.story.published_at is not None
    return max(chapter.published_at, chapter.story.published_at)


def followers(chapter: Chapter) -> list[int]:
    """The keys of readers who followed the chapter's story when it came out."""
    return list(followers_of(chapter.story, came_out(chapter)).values_list("pk", flat=True))


def _came_with_the_first(chapter: Chapter) -> bool:
    """Whether a chapter came out together with the first one of its story: that is one piece of
    news, however many chapters there are."""
    assert chapter.published_at is not None and chapter.story.published_at is not None
    first = Chapter.objects.in_story().filter(story=chapter.story_id, published_at__isnull=False)
    begins = first.values_list("pk", "published_at").first()
    if begins is None or begins[0] == chapter.pk or begins[1] is None:
        return False
    return chapter.published_at <= max(begins[1], chapter.story.published_at)
