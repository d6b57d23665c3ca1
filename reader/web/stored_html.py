"""For templates: HTML that was sanitised when it was stored."""

from __future__ import annotations

from django.template import Library
from django.utils.safestring import SafeString, mark_safe

from reader.models.library.picture_addresses import with_pictures

register = Library()


@register.filter
def shown(html: str) -> SafeString:
    """Stored HTML as a page shows it."""
    return mark_safe(with_pictures(html))
