"""What a reader follows, kind by kind: what they chose, and what they shelved or spoke in."""

from __future__ import annotations

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Subquery, Value, When

from reader.models.inbox.follow import Follow
from reader.models.library.chapter import Chapter
from reader.models.library.story import Story, StoryQuerySet
from reader.models.margin.comment import Comment
from reader.models.margin.passage import Passage
from reader.models.people.reader import Reader
from reader.models.people.shelf import Shelving
from reader.models.visibility import heard


def followed_stories(reader: Reader) -> QuerySet[Story]:
    """Stories on a shelf of theirs, and those of which they said whether they follow them."""
    shelved = Shelving.objects.filter(shelf__reader=reader).order_by().values("story")
    others: StoryQuerySet = Story.objects.visible_to(reader)
    others = others.exclude(pk__in=Story.objects.by(reader)).exclude(
        author__among=reader.silenced.apart
    )
    return _told(others.select_related("author"), reader, "story", shelved)


def followed_authors(reader: Reader) -> QuerySet[Reader]:
    """Authors of whom they said whether they follow them."""
    others = Reader.objects.filter(is_active=True).exclude(pk__among=reader.silenced.apart)
    return _told(others, reader, "author", None)


def followed_passages(reader: Reader) -> QuerySet[Passage]:
    """Words in whose thread they spoke, and those of which they said whether they follow it."""
    spoken = Comment.objects.spoken().filter(reader=reader, passage__isnull=False)
    readable = Passage.objects.filter(chapter__in=Chapter.objects.visible_to(reader))
    said = Comment.objects.seen_by(reader).filter(heard(reader), passage=OuterRef("pk"))
    told = readable.filter(Exists(said)).select_related("chapter__story").order_by()
    return _told(told, reader, "passage", spoken.order_by().values("passage"))


def followed_comments(reader: Reader) -> QuerySet[Comment]:
    """Comments on chapters that began a thread in which they spoke, and those of which they said
    whether they follow it."""
    spoken = Comment.objects.spoken().filter(reader=reader, passage=None).order_by()
    begun = (
        spoken.filter(parent=None).values("pk").union(spoken.exclude(parent=None).values("parent"))
    )
    threads = Comment.objects.visible_to(reader).filter(heard(reader)).on_chapter()
    told = threads.select_related("chapter__story", "reader").order_by()
    return _told(told, reader, "comment", begun)


def _told(rows: QuerySet, reader: Reader, kind: str, by_act: QuerySet | None) -> QuerySet:
    """Those of some rows of which a reader said something, or that they follow by what they did:
    each with what they `said`, True, False or None, and whether they are `following` it. Those
    first that they follow, the latest first."""
    words = Follow.objects.of(reader).filter(**{f"{kind}__isnull": False})
    chosen = Q(pk__in=words.values(kind))
    said = words.filter(**{kind: OuterRef("pk")}).values("following")[:1]
    found = rows.filter(chosen | Q(pk__in=by_act) if by_act is not None else chosen)
    following = Case(When(said=False, then=Value(False)), default=Value(True))
    return (
        found.annotate(said=Subquery(said))
        .annotate(following=following)
        .order_by("-following", "-pk")
    )
