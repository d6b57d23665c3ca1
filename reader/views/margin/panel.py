"""The margin's panel: threads beside the text, opened by htmx, or a page of its own without it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from reader.models import Chapter, Highlight
from reader.views.margin.threads import Thread
from reader.web.request import HtmxHttpRequest


def panel_context(chapter: Chapter) -> dict[str, object]:
    """What every panel and every thread needs to know of where it stands."""
    comment_url = None
    if chapter.number:
        comment_url = reverse("comment_create", args=[chapter.story.slug, chapter.number])
    return {
        "chapter": chapter,
        "story": chapter.story,
        "colours": Highlight.Colour.values,
        "comment_url": comment_url,
    }


def panel(
    request: HtmxHttpRequest,
    chapter: Chapter,
    threads: list[Thread],
    *,
    whole: Thread | None = None,
    status: int = 200,
    **more: object,
) -> HttpResponse:
    """Answer with threads; `whole` is a stretch that has none yet, to be marked or commented on."""
    context = panel_context(chapter) | {"threads": threads, "whole": whole} | more
    template = "margin/_panel.html" if request.htmx else "margin/margin.html"
    return render(request, template, context, status=status)
