"""Publishing: stories, chapters and revisions, with what their author marked before."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from reader.actions.count_again import count_again
from reader.actions.revising.begin_margins import begin_margins
from reader.actions.revising.revise import revise
from reader.actions.revising.settle import settle_now
from reader.models.inbox.notification import Notification
from reader.models.library.chapter import Chapter
from reader.models.library.draft import Draft
from reader.models.library.revision import Revision
from reader.models.library.story import Story
from reader.models.people.reader import Reader


class CameOut(Exception):
    """It came out meanwhile: readers would see at once what was only to be saved."""


class TakenDown(Exception):
    """Moderators took it down: it is not published again by who writes it."""


@transaction.atomic
def publish_story(story: Story) -> int:
    """Publish a draft, or have it wait for a moderator where the first stories of new authors do:
    then its `waits_since` is set. Gives how many written chapters stay drafts. Raises TakenDown."""
    story.hold()
    story.refresh_from_db(fields=["taken_down_at", "waits_since", "published_at"])
    if story.taken_down_at:
        raise TakenDown
    if not story.is_draft or not first_story_waits(story.author):
        return show_story(story)
    story.waits_since, story.published_at = story.waits_since or timezone.now(), None
    story.save(update_fields=["waits_since", "published_at"])
    return 0


def first_story_waits(author: Reader) -> bool:
    """Whether what somebody publishes waits for a moderator: nothing of theirs was ever out, or it
    was taken down."""
    if not settings.FIRST_STORIES_WAIT or author.moderates or author.is_superuser:
        return False
    out = Chapter.with_deleted.filter(story__author=author, published_at__lte=timezone.now())
    return not out.filter(story__taken_down_at=None, story__waits_since=None).exists()


@transaction.atomic
def show_story(story: Story) -> int:
    """Show a draft to everybody. One that was never out comes with those of its chapters in
    which something is written; in one that was, what is a draft stays one. What was set for later
    comes when it was to, but for what would have come with the story. Gives how many written
    chapters stay drafts."""
    story.hold()
    story.refresh_from_db(fields=["published_at"])
    was, now = story.published_at, timezone.now()
    drafts = story.chapters.in_story().filter(published_at=None, words__gt=0, taken_down_at=None)
    if was and was <= now:  # a moment ago
        return drafts.count()
    story.published_at, story.waits_since = now, None
    story.postponed_from = None
    story.save(update_fields=["published_at", "waits_since", "postponed_from"])
    if was and was > now:
        story.chapters.filter(published_at=was).update(published_at=now, postponed_from=None)
    for chapter in drafts.exclude(margin_revision=None):
        settle_now(chapter)
    if not story.chapters.filter(published_at__isnull=False).exists():
        begin_margins(drafts, taken_back=True)
        drafts.update(published_at=story.published_at)
    begin_margins(Chapter.with_deleted.filter(story=story, published_at__isnull=False))
    count_again(Notification.objects.filter(story=story))
    return drafts.count()


@transaction.atomic
def publish_chapter(chapter: Chapter) -> None:
    """Show a draft to whoever sees its story, or what was to come out later. Raises TakenDown."""
    settle_now(chapter)
    chapter.story.hold()
    chapter.refresh_from_db(fields=["published_at"])
    if chapter.is_published:  # by itself, a moment ago
        return
    if Chapter.with_deleted.filter(pk=chapter.pk, taken_down_at__isnull=False).exists():
        raise TakenDown
    chapter.published_at, chapter.postponed_from = timezone.now(), None
    chapter.save(update_fields=["published_at", "postponed_from"])
    begin_margins(Chapter.objects.filter(pk=chapter.pk), taken_back=True)
    count_again(Notification.objects.filter(story=chapter.story))


def publish_revision(
    chapter: Chapter, title: str, source: str, *, on: Revision, by: Reader
) -> None:
    """Publish what an author wrote in the editor, begun on the revision `on`, and delete the
    draft. A chapter that was not published yet is now, if its story is; not one that was taken
    down, nor one that is set for later. Raises RevisedMeanwhile."""

    def publish() -> None:
        if chapter.published_at is None and not (chapter.story.is_draft or chapter.taken_down_at):
            publish_chapter(chapter)

    _store(chapter, title, source, on, by, publish)


def save_revision(chapter: Chapter, title: str, source: str, *, on: Revision, by: Reader) -> None:
    """The same of a chapter that is not out, which stays what it is: a draft, or set for a time.
    Raises RevisedMeanwhile, and CameOut where it is out by now."""

    def refuse() -> None:
        chapter.refresh_from_db(fields=["published_at"])
        chapter.story.refresh_from_db(fields=["published_at"])
        if chapter.is_public:
            raise CameOut

    _store(chapter, title, source, on, by, refuse)


def _store(
    chapter: Chapter,
    title: str,
    source: str,
    on: Revision,
    by: Reader,
    then: Callable[[], None],
) -> None:
    def also() -> None:
        if title != chapter.title:
            chapter.title = title
            chapter.save(update_fields=["title"])
        then()
        Draft.objects.filter(chapter=chapter).delete()

    revise(chapter, source, by=by, on=on, also=also)
