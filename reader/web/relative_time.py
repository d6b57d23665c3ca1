"""For templates: how long ago something happened, as `times.js` says it too."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.template import Library
from django.utils import dateformat, timezone
from django.utils.safestring import SafeString, mark_safe

register = Library()
A_WEEK = 7


@register.filter
def ago(moment: datetime) -> str:
    """How long ago a moment was: in minutes, hours or days; its date, once that is a week."""
    now, then = timezone.localtime(), timezone.localtime(moment)
    minutes = (now - then) // timedelta(minutes=1)
    if minutes < 1:
        return "just now"
    if minutes < 60:
        return _count(minutes, "minute")
    if minutes < 24 * 60:
        return _count(minutes // 60, "hour")
    days = (now.date() - then.date()).days
    if days == 1:
        return "yesterday"
    return _count(days, "day") if days < A_WEEK else dateformat.format(then, "j M Y")


@register.filter(expects_localtime=True)
def dated(moment: datetime) -> SafeString:
    """The date of a moment, on a page that is kept, where `times.js` makes of it how long ago that
    is. In Python, because a page has many of them."""
    day = f"{moment.day} {moment:%b %Y}"
    exactly = f"{moment.day} {moment:%B %Y} at {moment:%H:%M %Z}"
    return mark_safe(
        f'<time class="ago" datetime="{moment:%Y-%m-%dT%H:%M:%S%z}" title="{exactly}">{day}</time>'
    )


def _count(number: int, unit: str) -> str:
    return f"{number} {unit}{'' if number == 1 else 's'} ago"
