"""For templates: how much waits for moderators, said beside the way to it."""

from __future__ import annotations

from django.template import Library

from reader.actions.library.first_stories import waiting_stories
from reader.models import Case, Reader

register = Library()


@register.simple_tag(name="cases_waiting")
def cases_waiting(user: object) -> str:
    """How many cases and first stories wait, for a moderator; on a page with slots, the slot for
    it."""
    if not isinstance(user, Reader):
        return getattr(user, "cases_waiting", "0")
    if not user.is_staff:
        return "0"
    return str(Case.objects.filter(closed_at=None).count() + waiting_stories().count())
