"""Publishing: stories, chapters and revisions, with what their author marked before."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from reader.actions.revising.revise import revise
from reader.actions.revising.settle import settle_now
from reader.models.library.chapter import Chapter, ChapterQuerySet
from reader.models.library.co_author import CoAuthor
from reader.models.library.draft import Draft
from reader.models.library.revision import Revision
from reader.models.library.story import Story
from reader.models.margin.comment import Comment
from reader.models.margin.highlight import Highlight
from reader.models.margin.passage import Passage
from reader.models.people.reader import Reader

HEAVY = ("source", "blocks", "places")
"""Large fields of a revision that are not needed here."""


class TakenDown(Exception):
    """Moderators took it down: it is not published again by who writes it."""


@transaction.atomic
def publish_story(story: Story) -> int:
    """Publish a draft, or have it wait for a moderator where the first stories of new authors do:
    then its `waits_since` is set. Gives how many written chapters stay drafts. Raises TakenDown."""
    story.hold()
    story.refresh_from_db(fields=["taken_down_at", "waits_since"])
    if story.taken_down_at:
        raise TakenDown
    if not first_story_waits(story.author):
        return show_story(story)
    story.waits_since = story.waits_since or timezone.now()
    story.save(update_fields=["waits_since"])
    return 0


def first_story_waits(author: Reader) -> bool:
    """Whether what somebody publishes waits for a moderator: nothing of theirs was ever out, or it
    was taken down."""
    if not settings.FIRST_STORIES_WAIT or author.moderates or author.is_superuser:
        return False
    out = Chapter.with_deleted.filter(story__author=author, published_at__isnull=False)
    return not out.filter(story__taken_down_at=None).exists()


@transaction.atomic
def show_story(story: Story) -> int:
    """Show a draft to everybody. One that was never out comes with those of its chapters in
    which something is written; in one that was, what is a draft stays one. Gives how many
    written chapters stay drafts."""
    story.hold()
    story.published_at, story.waits_since = timezone.now(), None
    story.save(update_fields=["published_at", "waits_since"])
    drafts = story.chapters.in_story().filter(published_at=None, words__gt=0, taken_down_at=None)
    for chapter in drafts.exclude(margin_revision=None):
        settle_now(chapter)
    if story.chapters.filter(published_at__isnull=False).exists():
        return drafts.count()
    _begin_margins(drafts)
    drafts.update(published_at=story.published_at)
    return 0


@transaction.atomic
def publish_chapter(chapter: Chapter) -> None:
    """Show a draft to whoever sees its story. Raises TakenDown."""
    settle_now(chapter)
    chapter.story.hold()
    if Chapter.with_deleted.filter(pk=chapter.pk, taken_down_at__isnull=False).exists():
        raise TakenDown
    _begin_margins(Chapter.objects.filter(pk=chapter.pk))
    chapter.published_at = timezone.now()
    chapter.save(update_fields=["published_at"])


def publish_revision(
    chapter: Chapter, title: str, source: str, *, on: Revision, by: Reader
) -> None:
    """Publish what an author wrote in the editor, begun on the revision `on`, and delete the
    draft. A chapter that was not published yet is now, if its story is; not one that was taken
    down. Raises
    RevisedMeanwhile."""

    def also() -> None:
        if title != chapter.title:
            chapter.title = title
            chapter.save(update_fields=["title"])
        if chapter.published_at is None and not (chapter.story.is_draft or chapter.taken_down_at):
            publish_chapter(chapter)
        Draft.objects.filter(chapter=chapter).delete()

    revise(chapter, source, by=by, on=on, also=also)


def _begin_margins(chapters: ChapterQuerySet) -> None:
    """Have what only the authors marked in chapters that come out now be marked in their present
    text: a quote of an earlier one would tell what nobody was to read. In a transaction that
    holds their story.

    What they said on words that are gone is on the chapter then; a mark on such words is for
    themselves alone.
    """
    keys = list(chapters.values_list("pk", flat=True))
    here = Q(passage=OuterRef("pk")) & ~Q(reader=OuterRef("chapter__story__author"))
    with_others = CoAuthor.objects.accepted().filter(story=OuterRef("passage__chapter__story"))
    by_co_author = Exists(with_others.filter(reader=OuterRef("reader")))
    marked = Highlight.objects.filter(here).exclude(by_co_author)
    said = Comment.objects.filter(here).exclude(by_co_author)
    own = Passage.objects.filter(~Exists(marked), ~Exists(said), typo_notes=None)
    own = own.filter(chapter__in=chapters.values("pk"))
    loose = list(own.filter(loose=True).values_list("pk", flat=True))
    Highlight.objects.filter(passage__in=loose).update(public=False)
    Comment.objects.filter(passage__in=loose).update(passage=None)
    old = list(own.filter(loose=False).exclude(origin=F("chapter__revision")))
    texts = chapters.filter(pk__in={passage.chapter_id for passage in old})
    texts = texts.select_related("revision").defer(*(f"revision__{field}" for field in HEAVY))
    by_key = texts.in_bulk() if old else {}
    for passage in old:
        anew = Passage.described(by_key[passage.chapter_id], passage.start, passage.end)
        anew.pk, anew.created_at = passage.pk, passage.created_at
        anew.save(force_update=True)
    Passage.objects.filter(pk__in=loose).tidy()
    Chapter.objects.filter(pk__in=keys).touch()
