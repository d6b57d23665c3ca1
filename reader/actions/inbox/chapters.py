"""Who is told of a new chapter: whoever follows its story or its author. Once a story is opened to
more readers, those of them who do hear of what they could not read before."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from reader.actions.inbox.among_readers import among_readers
from reader.actions.inbox.store_notifications import tell_in_portions
from reader.models.audience import Audience, narrower
from reader.models.chosen_reader import ChosenReader
from reader.models.inbox.follow import Follow, followers_of
from reader.models.inbox.notification import Notification
from reader.models.library.chapter import Chapter, ChapterQuerySet
from reader.models.library.story import Story
from reader.models.people.progress import Progress
from reader.models.people.reader import Reader
from reader.models.people.shelf import Shelving

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
    noted = {"told_for": chapter.story.audience}
    tell_in_portions(this_one, kinds, noted, **what, at=came_out(chapter))


@transaction.atomic
def tell_more(story: Story) -> None:
    """Have those hear of a story's chapters who may read them now and could not when these were
    told of, because its audience was narrower."""
    told = Chapter.objects.filter(story=story, told_at__isnull=False)
    if told.filter(told_for__in=narrower(story.audience)).update(told_at=None):
        story.opened_at = timezone.now()
        story.save(update_fields=["opened_at"])


def no_news_to(reader: Reader, chapter: Chapter) -> None:
    """Who has read a chapter to its end needs not be told any more that it is here. No query where
    nothing is unread."""
    told = Notification.objects.unread().filter(kind=Kind.CHAPTER, reader=reader, chapter=chapter)
    if reader.unread and told.exists():
        told.read(reader)


def came_out(chapter: Chapter) -> datetime:
    """When one could first read it: of a story that was published later, then; of one that was
    opened to more readers after it had been told of, for these then."""
    story = chapter.story
    assert chapter.published_at is not None and story.published_at is not None
    out = max(chapter.published_at, story.published_at)
    return max(out, story.opened_at) if chapter.told_for and story.opened_at else out


def followers(chapter: Chapter) -> list[int]:
    """The keys of readers who followed the chapter's story when it came out."""
    until = came_out(chapter)
    found = followers_of(chapter.story, until)
    if chapter.told_for:  # it was told of already, to fewer readers
        found = found.exclude(pk__in=_who_knew(chapter, until))
    return list(found.values_list("pk", flat=True))


def _who_knew(chapter: Chapter, until: datetime) -> set[int]:
    """The keys of readers who could read it then, if they knew of it."""
    story = chapter.story
    if chapter.told_for == Audience.CHOSEN:
        knew = ChosenReader.objects.filter(story=story, chosen_at__lt=until)
        return set(knew.values_list("reader", flat=True))
    followed = Follow.objects.filter(story=story, following=True)
    shelved = Shelving.objects.filter(story=story).order_by().values_list("shelf__reader")
    opened = Progress.objects.filter(chapter__story=story).order_by().values_list("reader")
    rows = followed.values_list("reader").union(shelved, opened)
    return {key for (key,) in rows}


def _came_with_the_first(chapter: Chapter) -> bool:
    """Whether a chapter came out together with the first one of its story: that is one piece of
    news, however many chapters there are."""
    in_story = Chapter.objects.in_story().filter(story=chapter.story_id)
    out = in_story.filter(published_at__lte=timezone.now()).order_by("published_at", "number")
    first = out.only("published_at", "told_at").first()
    story = chapter.story
    assert chapter.published_at is not None and story.published_at is not None
    if first is None or first.pk == chapter.pk or first.published_at is None:
        return False
    if chapter.told_for and story.opened_at:
        return first.told_at is None or first.told_at >= story.opened_at
    return chapter.published_at <= max(first.published_at, story.published_at)
