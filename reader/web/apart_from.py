"""In templates: of the authors of a story those between whom and a reader there is a block."""

from __future__ import annotations

from django import template

from reader.models.library.credits import Credit
from reader.models.library.story import Story
from reader.models.viewer import Viewer, apart

register = template.Library()


@register.filter
def apart_from(story: Story, viewer: Viewer) -> list[Credit]:
    """`story|apart_from:user`: none for whoever may comment on it."""
    return [credit for credit in story.credits if apart(viewer, credit.key)]
