"""What a story's row says of its published chapters: how many there are, how long, how new."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

_PUBLISHED = Q(chapters__published_at__isnull=False, chapters__number__gt=0)
"""What counts of a story's chapters. Those of a story that comes out later are counted already, so
that nothing has to be done when its time comes."""


def count_chapters(stories: QuerySet) -> None:
    """Set what the rows of these stories say of their published chapters."""
    rows = stories.model.objects
    with transaction.atomic():
        held = stories.order_by("pk").select_for_update(no_key=True)  # one after another
        keys = list(held.values_list("pk", flat=True))
        counted = rows.filter(_PUBLISHED, pk=OuterRef("pk")).order_by().values("pk")
        totals = {
            "chapter_count": Count("chapters"),
            "words": Sum("chapters__words"),
            "updated_at": Max("chapters__published_at"),
            "revised_at": Max("chapters__revision__created_at"),
        }
        found: dict[str, Subquery | Coalesce] = {}
        for name, total in totals.items():
            found[name] = Subquery(counted.annotate(total=total).values("total"))
        for name in ("chapter_count", "words"):
            found[name] = Coalesce(found[name], 0)
        rows.filter(pk__in=keys).update(**found)
