"""What others said on a chapter while somebody read it."""

from __future__ import annotations

from datetime import timedelta

from django.core.exceptions import BadRequest
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone

from reader.models import Chapter, Comment
from reader.text.whole_numbers import whole_number
from reader.views.reading.readable_chapter import readable_chapter
from reader.web.request import HtmxHttpRequest

LONGEST = 24 * 3600
"""Seconds of a reading; who took longer is told of the last ones."""
MOST_TOLD = 5


def meanwhile(request: HtmxHttpRequest, slug: str, number: int) -> HttpResponse:
    """To a page that was read to its end: what others said on the chapter in the last `seconds`,
    or nothing. Without script, the chapter."""
    chapter = readable_chapter(request.user, slug, number)
    if not request.htmx:
        return HttpResponseRedirect(chapter.get_absolute_url())
    seconds = whole_number(request.GET.get("seconds", ""))
    if seconds is None:
        raise BadRequest("“seconds” must be a number: how long the chapter was read.")
    comments = _said(chapter, request.user.pk, min(seconds, LONGEST))
    if not comments:
        return HttpResponse("")
    more = max(len(comments) - MOST_TOLD, 0)
    context = {"comments": comments[:MOST_TOLD], "more": more, "chapter": chapter}
    return render(request, "reading/_meanwhile.html", context)


def _said(chapter: Chapter, reader: int | None, seconds: int) -> list[Comment]:
    since = timezone.now() - timedelta(seconds=seconds)
    said = chapter.comments.spoken().filter(created_at__gt=since, reader__isnull=False)
    others = said.exclude(reader=reader) if reader else said
    with_words = others.select_related("reader", "answers", "passage").order_by("-created_at")
    return list(with_words[: MOST_TOLD + 1])
