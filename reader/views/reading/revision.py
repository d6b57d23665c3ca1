"""A chapter as it was in an earlier revision."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from reader.actions.margin.margin import Margin
from reader.models import Chapter, Reader, Revision
from reader.models.margin.passage import load_voices
from reader.models.margin.sight import sight_of
from reader.views.reading.question import asks_first, question_of_story, slots_of
from reader.views.reading.readable_chapter import readable_chapter
from reader.views.site.errors import NotHere
from reader.web.request import HtmxHttpRequest

THREADS_ON_A_PAGE = 50
"""Threads that stand under an earlier text."""


@asks_first
def revision(request: HtmxHttpRequest, slug: str, number: int, revision: int) -> HttpResponse:
    """An earlier revision of the chapter, to be read only, with what stood in its margin."""
    chapter = readable_chapter(request.user, slug, number)
    old = readable_revision(request.user, chapter, revision)
    return render(request, "reading/revision.html", old_text_context(request, chapter, old))


def readable_revision(reader: Reader | AnonymousUser, chapter: Chapter, number: int) -> Revision:
    """A revision of a chapter that this reader may read, if its author shows it. Raises Http404."""
    found = chapter.revisions.visible_to(reader).filter(number=number).first()
    if found is None:
        raise NotHere("This earlier version is not public. You can read the chapter as it is now.")
    return found


def old_text_context(
    request: HtmxHttpRequest, chapter: Chapter, old: Revision
) -> dict[str, object]:
    """What the page of an earlier revision shows: its text, marked, and threads on it in pages."""
    blocks, passages = Margin(chapter, request.user).blocks_of(old)
    page = Paginator(passages, THREADS_ON_A_PAGE).get_page(request.GET.get("page"))
    sight = sight_of(request.user, chapter.story.author_keys)
    load_voices(list(page), request.user, sight)
    return {
        **slots_of(request, question_of_story(request, chapter.story)),
        "keeps": sight.everything,
        "story": chapter.story,
        "chapter": chapter,
        "revision": old,
        "blocks": blocks,
        "page": page,
    }
