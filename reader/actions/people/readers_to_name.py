"""Whom one may want to name in a comment: who speaks there first, then others by their names."""

from __future__ import annotations

from django.db.models import Exists, Max, OuterRef, Q, QuerySet
from django.db.models.expressions import Combinable

from reader.models.inbox.follow import Thread, spoken_in
from reader.models.library.chapter import Chapter
from reader.models.library.co_author import CoAuthor
from reader.models.library.story import Story
from reader.models.margin.comment import Comment, CommentQuerySet
from reader.models.people.reader import Reader

MOST_OFFERED = 8


def readers_to_name(
    typed: str, *, by: Reader, chapter: Chapter, thread: Thread | None = None
) -> list[Reader]:
    """At most eight readers whose names begin with what was `typed`: who speaks in the thread, who
    wrote the story, who speaks elsewhere in it. With a letter or more also others whom everybody
    can see here, because they said something or have a story; so it is no list of accounts. Never
    somebody whom they muted, or between whom and them there is a block."""
    unwanted = {by.pk, *by.silenced.readers}
    called = Reader.objects.filter(_begins_with(typed), is_active=True).exclude(pk__among=unwanted)
    groups = [
        called.filter(pk__in=chapter.story.author_keys),
        _speaking(called, _spoken_to(by).filter(chapter__story=chapter.story_id)),
    ]
    if thread:
        groups.insert(0, _speaking(called, spoken_in(thread)))
    if typed:
        groups.append(called.filter(_is_seen_by_all()).order_by("username"))
    found: dict[int, Reader] = {}
    for group in groups:
        if len(found) < MOST_OFFERED:
            for reader in group.exclude(pk__in=list(found))[: MOST_OFFERED - len(found)]:
                found[reader.pk] = reader
    return list(found.values())


def _begins_with(typed: str) -> Q:
    if not typed:
        return Q()
    return (
        Q(username__istartswith=typed) | Q(name__istartswith=typed) | Q(name__icontains=f" {typed}")
    )


def _speaking(readers: QuerySet[Reader], said: CommentQuerySet) -> QuerySet[Reader]:
    """Those of some readers who said some of this, the latest first."""
    here = readers.filter(comments__in=said)
    return here.annotate(spoke=Max("comments__created_at")).order_by("-spoke", "pk")


def _spoken_to(reader: Reader) -> CommentQuerySet:
    return Comment.objects.spoken().visible_to(reader)


def _is_seen_by_all() -> Combinable | Q:
    said = Comment.objects.spoken().listed_for(None).filter(reader=OuterRef("pk"))
    wrote = Story.objects.listed_for(None).filter(author=OuterRef("pk"))
    with_others = CoAuthor.objects.accepted().filter(reader=OuterRef("pk"))
    wrote_with = with_others.filter(story__in=Story.objects.listed_for(None))
    return Exists(said) | Exists(wrote) | Exists(wrote_with)
