"""A page on which highlights and comments are not back in place yet, after a revision."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from reader.views.margin.page_update import page_update
from reader.views.reading.readable_chapter import readable_chapter
from reader.web.request import HtmxHttpRequest

BACK_IN_PLACE = "Highlights and comments are back in place."


def settling(request: HtmxHttpRequest, slug: str, number: int) -> HttpResponse:
    """To such a page: the line that says so, as long as it is so; then the text with its marks.
    Without script, the chapter."""
    chapter = readable_chapter(request.user, slug, number)
    if not request.htmx:
        return HttpResponseRedirect(chapter.get_absolute_url())
    if chapter.is_settling:
        context = {"story": chapter.story, "chapter": chapter}
        return render(request, "reading/_settling.html", context)
    return HttpResponse(page_update(request, chapter, None, BACK_IN_PLACE, whole=True))
