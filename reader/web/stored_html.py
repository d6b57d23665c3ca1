"""For templates: HTML that was sanitised when it was stored."""

from __future__ import annotations

from django.template import Library
from django.utils.safestring import SafeString, mark_safe

from reader.models.library.picture_addresses import with_pictures
from reader.models.margin.mention import said_to, with_mentions
from reader.models.viewer import Viewer
from reader.text.rendering.spoilers import pressable

register = Library()


@register.filter
def shown(html: str) -> SafeString:
    """Stored HTML as a page shows it, spoilers under what uncovers them."""
    return mark_safe(pressable(with_mentions(with_pictures(html))))


@register.filter
def shown_to(html: str, viewer: Viewer) -> SafeString:
    """The same of a comment, for one viewer: `comment.html|shown_to:user`."""
    return shown(said_to(viewer, html))
