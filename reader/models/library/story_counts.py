"""What a story's row says of its published chapters: how many there are, how long, how new."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db import models, transaction
from django.db.models import Count, F, Max, Min, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from reader.models.library.what_was_read import note_what_was_read
from reader.models.stamps import new_stamp

Told = TypeVar("Told", bound=models.Model)


class CountedQuerySet(models.QuerySet[Told]):
    """Stories, each with a stamp of what is seen of it, and what it says of its chapters."""

    def held(self) -> list[Told]:
        """These, which nobody else revises or rearranges until the transaction ends."""
        return list(self.order_by("pk").select_for_update(no_key=True))

    def change(self, **values: Any) -> None:
        """Set fields of these stories, as `save` does with each: their chapters' pages show it, and
        the chapters are counted again. A few statements, however many stories."""
        with transaction.atomic():
            held = self.order_by("pk").select_for_update(no_key=True)
            keys = list(held.values_list("pk", flat=True))
            rows: Any = self.model
            if "published_at" in values:
                chapters = rows.chapters.rel.related_model
                note_what_was_read(chapters.with_deleted.filter(story__among=keys))
            self.update(stamp=new_stamp(), **values)
            rows.objects.filter(pk__among=keys).count_chapters()

    change.alters_data = True  # type: ignore[attr-defined]

    def touch(self) -> None:
        """Give the stories a new stamp: what is seen of them on their chapters' pages, or of a
        chapter on another's, has changed."""
        self.update(stamp=new_stamp())

    def to_count(self) -> CountedQuerySet[Told]:
        """Those of which a chapter has come out, at the time that it was set for, since they were
        counted."""
        return self.filter(next_chapter_at__lte=timezone.now())

    def count_chapters(self) -> None:
        """Set what the rows of these stories say of their published chapters, which has changed."""
        count_chapters(self)


class Counted(models.Model):
    """What lists show and sort by, kept with a story so that they need not read all chapters:
    whatever changes chapters has it set (`count_chapters`)."""

    chapter_count = models.PositiveIntegerField(default=0, editable=False)
    words = models.PositiveIntegerField(default=0, editable=False)
    updated_at = models.DateTimeField(
        null=True, editable=False, help_text="When the newest of its chapters was published."
    )
    revised_at = models.DateTimeField(
        null=True, editable=False, help_text="When the newest text of them was saved."
    )
    next_chapter_at = models.DateTimeField(
        null=True, editable=False, help_text="When the next chapter comes out, to be counted then."
    )

    class Meta:
        abstract = True


def count_chapters(stories: QuerySet) -> None:
    """Set what the rows of these stories say of their published chapters, and when the next of
    these comes out, from when on that is not so any more. What comes out together with a story
    that is set for later is counted already."""
    rows = stories.model.objects
    now, at = timezone.now(), F("chapters__published_at")
    out = Q(chapters__published_at__lte=now) | Q(published_at__gte=at)
    later = Q(chapters__published_at__gt=now) & (Q(published_at=None) | Q(published_at__lt=at))
    with transaction.atomic():
        held = stories.order_by("pk").select_for_update(no_key=True)  # one after another
        keys = list(held.values_list("pk", flat=True))
        counted = rows.filter(out, pk=OuterRef("pk"), chapters__number__gt=0)
        to_come = rows.filter(later, pk=OuterRef("pk"), chapters__number__gt=0)
        found: dict[str, Subquery | Coalesce] = {
            "chapter_count": Coalesce(_total(counted, Count("chapters")), 0),
            "words": Coalesce(_total(counted, Sum("chapters__words")), 0),
            "updated_at": _total(counted, Max("chapters__published_at")),
            "revised_at": _total(counted, Max("chapters__revision__created_at")),
            "next_chapter_at": _total(to_come, Min("chapters__published_at")),
        }
        rows.filter(pk__in=keys).update(**found)


def _total(chapters: QuerySet, total: Count | Sum | Max | Min) -> Subquery:
    return Subquery(chapters.order_by().values("pk").annotate(total=total).values("total"))
