"""The margin's panel: threads beside the text, opened by htmx, or a page of its own without it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from reader.actions.margin.may_comment import is_shut
from reader.models import Chapter, Highlight
from reader.models.viewer import Viewer
from reader.views.margin.may_say import may_say
from reader.views.margin.threads import Thread, people_first, spoken_in
from reader.web.request import HtmxHttpRequest


def panel_context(
    chapter: Chapter, viewer: Viewer = None, *, speaks: bool = False
) -> dict[str, object]:
    """What every panel and every thread needs to know of where it stands, and what the
    viewer, if there is one, may say there; they `speak` there if something was just stored."""
    comment_url = None
    if chapter.number:
        comment_url = reverse("comment_create", args=[chapter.story.slug, chapter.number])
    return {
        "chapter": chapter,
        "story": chapter.story,
        "colours": Highlight.Colour.values,
        "comment_url": comment_url,
        "is_shut": is_shut(chapter),
        **may_say(chapter, viewer, speaks=speaks),
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
    if "page" not in more:
        threads = people_first(threads)
        more["about"] = _about(threads, whole, has_script=bool(request.htmx))
    context = panel_context(chapter, request.user) | {"threads": threads, "whole": whole} | more
    template = "margin/_panel.html" if request.htmx else "margin/margin.html"
    return render(request, template, context, status=status)


def _about(threads: list[Thread], whole: Thread | None, *, has_script: bool) -> Thread | None:
    """What one writes about in a panel, until one chooses something else in it: the only thread
    in which somebody speaks, or else the stretch that has none. Without script there is no choice,
    but each thread has a page of its own."""
    spoken = spoken_in(threads)
    if whole:
        whole.closed = bool(spoken)
        return spoken[0] if has_script and len(spoken) == 1 else whole
    return threads[0] if threads else None
