"""All that was written on words that are not in the chapter any more, in pages."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from reader.actions.margin.margin import Margin
from reader.views.margin.panel import panel_context
from reader.views.reading.question import to_the_question
from reader.views.reading.readable_chapter import readable_chapter
from reader.web.request import HtmxHttpRequest

PASSAGES_ON_A_PAGE = 50


def loose_passages(request: HtmxHttpRequest, slug: str, number: int) -> HttpResponse:
    """The passages that this reader may see, as they were marked."""
    chapter = readable_chapter(request.user, slug, number)
    if asked := to_the_question(request, chapter):
        return asked
    margin = Margin(chapter, request.user)
    page = Paginator(margin.loose(), PASSAGES_ON_A_PAGE).get_page(request.GET.get("page"))
    margin.tell_own(list(page))
    context = panel_context(chapter) | {"page": page, "loose": page}
    return render(request, "margin/loose_passages.html", context)
