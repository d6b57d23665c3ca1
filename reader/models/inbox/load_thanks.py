"""Who thanked, for the notifications that tell of it."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Count, Window
from django.db.models.functions import RowNumber

from reader.models.inbox.notification import Notification
from reader.models.inbox.told_thanks import ToldThanks

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
    told = ToldThanks.objects.heard().filter(notification__in=by_key)
    latest_first = ["-thanks__at", "-thanks"]
    place = Window(RowNumber(), partition_by="notification", order_by=latest_first)
    total = Window(Count("pk"), partition_by="notification")
    ranked = told.annotate(place=place, total=total).filter(place__lte=NAMED)
    for one in ranked.select_related("thanks__reader").order_by("notification", "place"):
        row = by_key[one.notification_id]
        row.thanked_by = [*row.thanked_by, one.thanks.reader]
        row.thanks_total = one.total
