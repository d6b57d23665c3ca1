"""A passage that many marked, with what somebody said beside it: what this place is, seen."""

from __future__ import annotations

from typing import NamedTuple

from django.db.models import F
from django.db.models.functions import Substr

from reader.models.known_first import by_newcomers
from reader.models.library.chapter import Chapter, ChapterQuerySet
from reader.models.library.story import Story
from reader.models.library.tag import Tag
from reader.models.margin.comment import Comment
from reader.models.margin.passage import Passage
from reader.models.margin.popular_highlight import PopularHighlight
from reader.models.margin.talk import short_words

MOST_TRIED = 8
"""Popular highlights among which one is looked for that somebody speaks of."""
MOST_LISTENED_TO = 200
"""Comments, the latest of all, among which one is looked for on a first chapter."""
LONGEST = 240
"""Code points of a passage that is shown."""
FOR_ALL = (Story.Rating.UNRATED, Story.Rating.GENERAL, Story.Rating.TEEN)
"""Ratings of stories that nobody is asked about before they read."""


class SamplePassage(NamedTuple):
    """Words of a first chapter, by how many readers at least they were marked (0: a few), and a
    comment on them."""

    chapter: Chapter
    words: str
    readers: int
    comment: Comment


def sample_passage() -> SamplePassage | None:
    """The passage that most have marked in a first chapter that everybody may read, and on which
    somebody said something short; where there is none, what was said last on words of one. Never
    anything of a later chapter, of a mature story, or that is private. Few queries, however many
    there are."""
    popular = _popular()
    if popular:
        return popular
    comment = _comment(_said_last())
    if comment is None or comment.passage is None or len(comment.passage.quote) > LONGEST:
        return None
    return SamplePassage(comment.chapter, comment.passage.quote, 0, comment)


def _popular() -> SamplePassage | None:
    first = _for_all(Chapter.objects.all())
    short = PopularHighlight.objects.in_chapters(first).filter(end__lt=F("start") + LONGEST)
    words = Substr("revision__text", F("start") + 1, F("end") - F("start"))
    most = short.annotate(shown=words).order_by("-readers", "pk")
    for popular in most[:MOST_TRIED]:
        comment = _comment(_said_on(popular))
        if comment:
            return SamplePassage(comment.chapter, popular.shown, popular.readers, comment)
    return None


def _for_all(chapters: ChapterQuerySet) -> ChapterQuerySet:
    """First chapters of stories of which nobody has to be told anything before they read, but
    for those of newcomers."""
    new = Story.objects.filter(by_newcomers()).order_by()
    warned = Story.objects.filter(tags__kind=Tag.Kind.WARNING).order_by()
    first = chapters.filter(number=1, story__rating__in=FOR_ALL)
    return first.exclude(story__in=warned.values("pk")).exclude(story__in=new.values("pk"))


def _said_last() -> int | None:
    """The key of the last short comment that begins a thread on words of a first chapter."""
    begun = Comment.objects.spoken().filter(parent=None).exclude(passage=None)
    latest = dict(begun.order_by("-pk").values_list("pk", "chapter")[:MOST_LISTENED_TO])
    first = _for_all(Chapter.objects.listed_for(None).in_story().order_by())
    chapters = set(first.filter(pk__in=set(latest.values())).values_list("pk", flat=True))
    keys = [key for key, chapter in latest.items() if chapter in chapters]
    said = Comment.objects.filter(pk__in=keys).order_by("-pk")
    return short_words(said).values_list("pk", flat=True).first()


def _said_on(popular: PopularHighlight) -> int | None:
    """The key of the first short comment that begins a thread on words of a popular highlight."""
    passages = Passage.objects.filter(
        chapter=popular.chapter_id,
        revision=popular.revision_id,
        loose=False,
        start__lt=popular.end,
        end__gt=popular.start,
    )
    keys = list(passages.order_by().values_list("pk", flat=True))
    said = Comment.objects.spoken().filter(passage__in=keys, chapter=popular.chapter_id)
    return short_words(said.order_by("pk")).order_by("pk").values_list("pk", flat=True).first()


def _comment(key: int | None) -> Comment | None:
    comments = Comment.objects.select_related("reader", "chapter__story", "passage")
    return comments.filter(pk=key).first() if key else None
