"""Comments that wait for authors who are gone: moderators look at them. Nobody else ever would, and
the author may have left because of one, so none comes out by itself."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q

from reader.models import visibility
from reader.models.library.co_author import CoAuthor
from reader.models.library.story import Story
from reader.models.margin.comment import Comment, CommentQuerySet
from reader.models.margin.waiting import waiting_comments
from reader.models.moderation.case import Case
from reader.models.moderation.kind import Kind
from reader.models.people.departure import Departure
from reader.models.people.reader import Reader


def left_waiting() -> CommentQuerySet:
    """Those that wait for approval alone, on published stories that nobody is here to look after
    who could still come back."""
    may_come_back = Q(pk__in=Departure.objects.revocable().values("reader"))
    here = Reader.objects.filter(Q(is_active=True) | may_come_back).values("pk")
    written_with = CoAuthor.objects.accepted().filter(reader__in=here).values("story")
    looked_after = Q(author__in=here) | Q(pk__in=written_with)
    orphaned = Story.objects.filter(visibility.published()).exclude(looked_after)
    held = waiting_comments().filter(held_for=Comment.HeldFor.APPROVAL)
    return held.filter(chapter__story__in=orphaned.order_by().values("pk"))


def hand_to_moderators() -> None:
    """Have each wait at the moderators' desk; none that waits there already does so twice."""
    known = Case.objects.filter(kind=Kind.COMMENT, closed_at=None).values("key")
    rows = left_waiting().exclude(pk__in=known).order_by("pk").values_list("pk", "reader")
    for key, reader in list(rows):
        with transaction.atomic():
            Case.objects.open_for(Kind.COMMENT, key, reader)
