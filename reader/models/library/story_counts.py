"""What a story's row says of its published chapters: how many there are, how long, how new."""

from __future__ import annotations

from django.db import models, transaction
from django.db.models import Count, F, Max, Min, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone


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
