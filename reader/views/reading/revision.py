"""A chapter as it was in an earlier revision."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.shortcuts import render

from reader.actions.margin.margin import Margin
from reader.models import Chapter, Reader, Revision
from reader.models.margin.passage import load_voices
from reader.views.reading.readable_chapter import readable_chapter
from reader.views.site.errors import NotHere
from reader.web.request import HtmxHttpRequest

MOST_THREADS = 200
"""Threads that stand under an earlier text."""


def revision(request: HtmxHttpRequest, slug: str, number: int, revision: int) -> HttpResponse:
    """An earlier revision of the chapter, to be read only, with what stood in its margin."""
    chapter = readable_chapter(request.user, slug, number)
    old = readable_revision(request.user, chapter, revision)
    return render(request, "reading/revision.html", old_text_context(request.user, chapter, old))


def readable_revision(reader: Reader | AnonymousUser, chapter: Chapter, number: int) -> Revision:
    """A revision of a chapter that this reader may read, if its author shows it. Raises Http404."""
    found = chapter.revisions.visible_to(reader).filter(number=number).first()
    if found is None:
        raise NotHere("This earlier version is not public. You can read the chapter as it is now.")
    return found


def old_text_context(
    reader: Reader | AnonymousUser, chapter: Chapter, old: Revision
) -> dict[str, object]:
    """What the page of an earlier revision shows: its text, marked, and the threads on it."""
    blocks, passages = Margin(chapter, reader).blocks_of(old)
    shown = passages[:MOST_THREADS]
    load_voices(shown, reader)
    return {
        "story": chapter.story,
        "chapter": chapter,
        "revision": old,
        "blocks": blocks,
        "passages": shown,
        "more": len(passages) - MOST_THREADS,
    }
