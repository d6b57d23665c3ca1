"""Every thread of a chapter in short, beside its words."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from reader.actions.margin.margin import Margin
from reader.views.margin.panel import panel, panel_context
from reader.views.margin.threads import threads_of
from reader.views.reading.readable_chapter import readable_chapter
from reader.web.request import HtmxHttpRequest


def thread_cards(request: HtmxHttpRequest, slug: str, number: int) -> HttpResponse:
    """To htmx a card for each thread, to stand beside its words; else all threads on a page."""
    chapter = readable_chapter(request.user, slug, number)
    passages = Margin(chapter, request.user).spoken_of()
    threads = threads_of(request.user, chapter, passages)
    if not request.htmx:
        return panel(request, chapter, threads)
    context = panel_context(chapter) | {"threads": threads}
    return render(request, "margin/_thread_cards.html", context)
