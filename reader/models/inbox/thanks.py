"""Thanks: that a reader thanked for a chapter, or for a comment. Everybody sees who did."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from reader.models import visibility
from reader.models.library.chapter import Chapter
from reader.models.margin.comment import Comment
from reader.models.people.reader import Reader
from reader.models.viewer import Viewer, key_of

Thanked = Chapter | Comment


def about(what: Thanked) -> dict[str, Any]:
    """The fields of a row that say what it is about."""
    is_comment = isinstance(what, Comment)
    return {"comment": what if is_comment else None, "chapter": None if is_comment else what}


class ThanksQuerySet(models.QuerySet["Thanks"]):
    """Thanks, chosen and counted."""

    def given(self) -> ThanksQuerySet:
        """Those that were not taken back."""
        return self.filter(taken_back_at=None)

    def visible_to(self, reader: Reader) -> ThanksQuerySet:
        """A reader's own, for what they may see."""
        seen = Q(chapter__in=Chapter.objects.visible_to(reader))
        seen |= Q(comment__in=Comment.objects.visible_to(reader))
        return self.given().filter(seen, reader=reader)

    def on(self, what: Thanked, viewer: Viewer = None) -> ThanksQuerySet:
        """What was given for one thing, the latest first, as a viewer sees it."""
        given = self.given().filter(visibility.heard(viewer), **about(what))
        return given.select_related("reader").order_by("-at", "-pk")

    def count_on(self, comments: Iterable[int]) -> None:
        """Take anew how many thanked for comments of these keys. They are held
        first, and counted by a statement of its own: it sees what others stored meanwhile."""
        given = Thanks.objects.given().filter(comment=OuterRef("pk")).order_by()
        counted = given.values("comment").annotate(total=Count("pk")).values("total")
        rows = Comment.objects.filter(pk__in=list(comments))
        with transaction.atomic(savepoint=False):
            held = rows.order_by("pk").select_for_update(no_key=True)
            list(held.values_list("pk", flat=True))
            rows.update(thanked=Coalesce(Subquery(counted), 0))


class Thanks(models.Model):
    """That one reader thanked for one thing. A row stays when it is taken back, so that nobody is
    told of it once more when it is given again."""

    reader = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="thanks")
    chapter = models.ForeignKey(Chapter, models.CASCADE, null=True, related_name="thanks")
    comment = models.ForeignKey(Comment, models.CASCADE, null=True, related_name="thanks")
    at = models.DateTimeField(default=timezone.now)
    taken_back_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)

    objects = ThanksQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "thanks"
        indexes = [
            models.Index(
                fields=["id"], condition=Q(told_at=None, taken_back_at=None), name="thanks_to_tell"
            )
        ]
        constraints = [
            models.UniqueConstraint(fields=["reader", "chapter"], name="one_thanks_a_chapter"),
            models.UniqueConstraint(fields=["reader", "comment"], name="one_thanks_a_comment"),
            models.CheckConstraint(
                condition=(
                    Q(chapter__isnull=False, comment=None) | Q(chapter=None, comment__isnull=False)
                ),
                name="thanks_are_for_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reader} thanked for {self.comment or self.chapter}"


def load_own_thanks(comments: Sequence[Comment], reader: Viewer) -> None:
    """Let comments, and the replies shown with them, know which of them a reader thanked for."""
    thanked = _thanked(comments)
    for key in own_thanks(reader, thanked.keys()):
        thanked[key].own_thanks = True
    leave_out_silenced(thanked, reader)


def leave_out_silenced(thanked: Mapping[int, Comment], reader: Viewer) -> None:
    """Count on comments, by their keys, no thanks of those whose words a reader doesn't see. No
    query where there are none such."""
    silenced = visibility.unseen(reader).readers
    if silenced and thanked:
        theirs = Thanks.objects.given().filter(reader__among=silenced, comment__in=thanked)
        for key in theirs.order_by().values_list("comment", flat=True):
            thanked[key].thanked -= 1


def own_thanks(reader: Viewer, comments: Collection[int]) -> set[int]:
    """For which of some comments a reader thanked, by their keys. One query; none for a visitor, or
    where there are none."""
    own = key_of(reader)
    if not own or not comments:
        return set()
    given = Thanks.objects.given().filter(reader=own, comment__in=list(comments))
    return set(given.values_list("comment", flat=True))


def _thanked(comments: Sequence[Comment]) -> dict[int, Comment]:
    """Those that anybody thanked for, replies among them, by their keys."""
    thanked = {}
    for comment in comments:
        for one in (comment, *comment.shown_replies):
            if one.thanked:
                thanked[one.pk] = one
    return thanked
