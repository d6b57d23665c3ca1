"""How much is said about stories and chapters, and one thing that is: of what everybody may see who
may read them, what the viewer wants to."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Length

from reader.models.library.chapter import Chapter, ChapterQuerySet
from reader.models.library.story import Story
from reader.models.margin.comment import Comment, CommentQuerySet
from reader.models.viewer import Viewer

LONGEST_OVERHEARD = 140
"""Characters of a comment that is shown beside a story that nobody has opened yet."""

MOST_LISTENED_TO = 50
"""Comments among which one is looked for that is short."""


def tell_talk_of_stories(stories: Sequence[Story], viewer: Viewer) -> None:
    """Say on each story, as `talk`, how many comments on its published chapters there are, without
    those that the viewer silenced. One query, answered from an index alone for most."""
    published = published_chapters().filter(story__in=[story.pk for story in stories])
    counted = dict(counted_by(published, "chapter__story", viewer))
    for story in stories:
        story.talk = counted.get(story.pk, 0)


def tell_talk_of_chapters(chapters: Sequence[Chapter], viewer: Viewer) -> None:
    """The same of each chapter."""
    published = published_chapters().filter(pk__in=[chapter.pk for chapter in chapters])
    counted = dict(counted_by(published, "chapter", viewer))
    for chapter in chapters:
        chapter.talk = counted.get(chapter.pk, 0)


def is_talk_on_words(chapters: Sequence[Chapter], viewer: Viewer) -> bool:
    """Whether anybody says something on words of these chapters, which the viewer may read. One
    query."""
    wanted = Comment.objects.spoken().wanted_by(viewer)
    keys = [chapter.pk for chapter in chapters]
    return wanted.filter(chapter__in=keys, passage__loose=False).exists()


def tell_overheard(stories: Sequence[Story], viewer: Viewer) -> None:
    """Say on each story, as `overheard`, one short thing that somebody said in the margin of its
    first chapter: it gives nothing away of what comes after. One query."""
    first = published_chapters().filter(number=1, story__in=[story.pk for story in stories])
    said = Comment.objects.filter(pk__in=first.annotate(said=latest_words(viewer)).values("said"))
    overheard = {}
    for comment in said.select_related("reader", "chapter", "passage"):
        overheard[comment.chapter.story_id] = comment
    for story in stories:
        story.overheard = overheard.get(story.pk)


def short_words(among: CommentQuerySet) -> CommentQuerySet:
    """What begins a thread on words that are there, is short, and neither has a spoiler nor names
    one; of the first few `among` some comments in their order, so that many long ones cost nothing.
    """
    few = among.values("pk")[:MOST_LISTENED_TO]
    begun = Comment.objects.filter(pk__in=few, parent=None, passage__loose=False)
    short = begun.alias(length=Length("source")).filter(length__lte=LONGEST_OVERHEARD)
    return short.exclude(html__icontains="spoiler").order_by("-pk")


def latest_words(viewer: Viewer = None) -> Subquery:
    """For each chapter of a query, the key of the latest short thing said on its words."""
    wanted = Comment.objects.spoken().wanted_by(viewer)
    latest = wanted.filter(chapter=OuterRef(OuterRef("pk"))).order_by("-pk")
    return Subquery(short_words(latest).values("pk")[:1])


def published_chapters() -> ChapterQuerySet:
    """The published chapters. For whom their story is was asked when it was found."""
    return Chapter.objects.published().in_story().order_by()


def counted_by(chapters: ChapterQuerySet, of: str, viewer: Viewer = None) -> QuerySet:
    """How much is said on chapters that the viewer wants to see, by what is asked for (`of`): an
    index says it, where they silenced nobody."""
    wanted = Comment.objects.spoken().wanted_by(viewer)
    spoken = wanted.filter(chapter__in=chapters).order_by()
    return spoken.values_list(of).annotate(talk=Count("pk"))
