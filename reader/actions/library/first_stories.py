"""Where the house wants it, the first story of a new author waits for a moderator."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Min
from django.utils import timezone

from reader.actions.library.publish import show_story
from reader.models.library.story import Story, StoryQuerySet
from reader.models.library.story_news import StoryNews


def waiting_stories() -> StoryQuerySet:
    """Those that a moderator is to look at, the longest wait first; none of an author who left."""
    waiting = Story.objects.filter(waits_since__isnull=False, author__is_active=True)
    return waiting.filter(taken_down_at=None).order_by("waits_since", "pk")


@transaction.atomic
def let_out(story: Story) -> None:
    """Publish a story that waits, now, or with the first of its chapters if these have a time, and
    tell who writes it. Nothing happens where it does not wait any more."""
    story.hold()
    if not waiting_stories().filter(pk=story.pk).exists():
        return
    first = story.chapters.in_story().aggregate(at=Min("published_at"))["at"]
    story.waits_since = None
    if first and first > timezone.now():
        story.published_at = first
        story.save(update_fields=["waits_since", "published_at"])
    else:
        story.save(update_fields=["waits_since"])
        show_story(story)
    StoryNews.objects.tell(story.author_keys, StoryNews.Kind.LET_OUT, story)


@transaction.atomic
def stop_waiting(story: Story) -> None:
    """Make it a draft like others again, which its author did not mean to publish yet, and so its
    chapters that came to have a time."""
    never_out = story.chapters.filter(published_at__gte=story.waits_since)
    never_out.update(published_at=None, postponed_from=None)
    story.waits_since = None
    story.save(update_fields=["waits_since"])
