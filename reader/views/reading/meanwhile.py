"""What others said on a chapter while somebody read it."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from reader.views.reading.readable_chapter import readable_chapter
from reader.views.reading.said_since import said_since, seconds_asked
from reader.web.request import HtmxHttpRequest

MOST_TOLD = 5


def meanwhile(request: HtmxHttpRequest, slug: str, number: int) -> HttpResponse:
    """To a page that was read to its end: what others said on the chapter in the last `seconds`,
    or nothing. Without script, the chapter."""
    chapter = readable_chapter(request.user, slug, number)
    if not request.htmx:
        return HttpResponseRedirect(chapter.get_absolute_url())
    said = said_since(chapter.pk, request.user, seconds_asked(request)).wanted_by(request.user)
    with_words = said.select_related("reader", "answers", "passage").order_by("-created_at")
    comments = list(with_words[: MOST_TOLD + 1])
    if not comments:
        return HttpResponse("")
    more = max(len(comments) - MOST_TOLD, 0)
    context = {"comments": comments[:MOST_TOLD], "more": more, "chapter": chapter}
    return render(request, "reading/_meanwhile.html", context)
