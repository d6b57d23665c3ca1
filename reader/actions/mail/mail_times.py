"""When mail goes out: at once, or at a fixed hour of a day or a week, by the instance's clock."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from reader.models.inbox.mail_preference import MailPreference

HOUR, WEEKDAY = 8, 0
"""Daily mail goes out at this hour; weekly mail on this day, Monday, at the same."""
Time = MailPreference.Time


def next_time(time: Time, moment: datetime) -> datetime:
    """The first time, at `moment` or after it, when mail of that kind goes out."""
    if time == Time.AT_ONCE:
        return moment
    local = timezone.localtime(moment)
    out = local.replace(hour=HOUR, minute=0, second=0, microsecond=0)
    if out < local:
        out += timedelta(days=1)
    if time == Time.WEEKLY:
        out += timedelta(days=(WEEKDAY - out.weekday()) % 7)
    return out
