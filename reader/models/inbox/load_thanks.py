"""Who thanked, for the notifications that tell of it."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Count, Window
from django.db.models.functions import RowNumber

from reader.models.inbox.notification import Notification
from reader.models.inbox.thanks import Thanks

NAMED = 2
"""How many of those who thanked for a thing are named."""


def load_thanks(rows: Sequence[Notification]) -> None:
    """Let notifications of thanks know who thanked, the latest first. One query; none where there
    are no such."""
    by_key = {row.pk: row for row in rows if row.kind == Notification.Kind.THANKS}
    if not by_key:
        return
    for row in by_key.values():
        row.thanked_by, row.thanks_total = [], 0
    given = Thanks.objects.given().heard_by("notification__reader")
    told = given.filter(notification__in=by_key).select_related("reader")
    place = Window(RowNumber(), partition_by="notification", order_by=["-at", "-pk"])
    total = Window(Count("pk"), partition_by="notification")
    ranked = told.annotate(place=place, total=total).filter(place__lte=NAMED)
    for thanks in ranked.order_by("notification", "place"):
        row = by_key[thanks.notification_id or 0]
        row.thanked_by = [*row.thanked_by, thanks.reader]
        row.thanks_total = thanks.total
