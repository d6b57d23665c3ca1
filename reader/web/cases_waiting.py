"""For templates: how many cases wait for moderators, said beside the way to them."""

from __future__ import annotations

from django.template import Library

from reader.models import Case, Reader

register = Library()


@register.simple_tag(name="cases_waiting")
def cases_waiting(user: object) -> str:
    """How many wait, for a moderator; on a page with slots, the slot for it."""
    if not isinstance(user, Reader):
        return getattr(user, "cases_waiting", "0")
    return str(Case.objects.filter(closed_at=None).count()) if user.is_staff else "0"
