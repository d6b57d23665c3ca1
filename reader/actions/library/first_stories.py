"""Where the house wants it, the first story of a new author waits for a moderator."""

from __future__ import annotations

from django.db import transaction

from reader.actions.library.publish import show_story
from reader.models.library.story import Story, StoryQuerySet
from reader.models.library.story_news import StoryNews


def waiting_stories() -> StoryQuerySet:
    """Those that a moderator is to look at, the longest wait first; none of an author who left."""
    waiting = Story.objects.filter(waits_since__isnull=False, author__is_active=True)
    return waiting.filter(taken_down_at=None).order_by("waits_since", "pk")


@transaction.atomic
def let_out(story: Story) -> None:
    """Publish a story that waits, now, and tell who writes it. Nothing happens where it does not
    wait any more."""
    story.hold()
    if not waiting_stories().filter(pk=story.pk).exists():
        return
    story.waits_since = None
    story.save(update_fields=["waits_since"])
    show_story(story)
    StoryNews.objects.tell(story.author_keys, StoryNews.Kind.LET_OUT, story)


def stop_waiting(story: Story) -> None:
    """Make it a draft like others again, which its author did not mean to publish yet."""
    story.waits_since = None
    story.save(update_fields=["waits_since"])
