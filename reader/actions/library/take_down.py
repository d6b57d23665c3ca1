"""Taking a story or a chapter down, for moderators, and putting it back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from reader.actions.library.chapter_list import ChapterList
from reader.models.library.chapter import Chapter
from reader.models.library.story import Story
from reader.models.library.story_news import StoryNews
from reader.models.people.reader import Reader

FIELDS = ("published_at", "taken_down_at", "taken_down_for", "taken_down_from")


@transaction.atomic
def take_down(
    what: Story | Chapter, reason: str, at: datetime | None = None, *, knows: Reader | None = None
) -> None:
    """Take a story or a chapter out of everybody's sight, for a reason, which all who write it are
    told but one who `knows` it already. They keep their text, and can't publish it again. What
    readers wrote on it stays theirs. What was down already stays so."""
    story = what if isinstance(what, Story) else what.story
    story.hold()
    what.refresh_from_db(fields=FIELDS)
    if what.taken_down_at:
        return
    was = what.published_at
    if isinstance(what, Chapter) and what.number and was:
        ChapterList(story).unpublish(what)
    what.published_at = None
    what.taken_down_at, what.taken_down_from = at or timezone.now(), was
    what.taken_down_for = reason
    what.save(update_fields=FIELDS)
    _tell(what, StoryNews.Kind.TAKEN_DOWN, reason, knows)


@transaction.atomic
def put_back(what: Story | Chapter, *, knows: Reader | None = None) -> None:
    """Undo that: it is what it was, published since when it was published, or a draft."""
    story = what if isinstance(what, Story) else what.story
    story.hold()
    what.refresh_from_db(fields=FIELDS)
    if what.taken_down_at is None:
        return
    what.published_at, what.taken_down_from = what.taken_down_from, None
    what.taken_down_at, what.taken_down_for = None, ""
    what.save(update_fields=FIELDS)
    _tell(what, StoryNews.Kind.PUT_BACK, "", knows)


def _tell(what: Story | Chapter, kind: StoryNews.Kind, text: str, knows: Reader | None) -> None:
    story = what if isinstance(what, Story) else what.story
    chapter = what if isinstance(what, Chapter) else None
    readers = [key for key in story.author_keys if knows is None or key != knows.pk]
    StoryNews.objects.tell(readers, kind, story, chapter=chapter, text=text)
