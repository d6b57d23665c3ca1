"""The comment that a link asks to have in sight, `?comment=`."""

from __future__ import annotations

from django.http import HttpRequest

from reader.models import Chapter, Comment
from reader.models.margin.sight import sight_of
from reader.text.whole_numbers import whole_number


def wanted_comment(request: HttpRequest, chapter: Chapter) -> Comment | None:
    """That comment, if it is on the chapter."""
    key = whole_number(request.GET.get("comment", ""))
    if key is None:
        return None
    sight = sight_of(request.user, chapter.story.author_keys)
    here = chapter.comments.standing(sight)
    return here.filter(pk=key).select_related("parent").first()
