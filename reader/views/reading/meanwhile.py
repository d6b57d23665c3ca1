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
MOST_LOOKED_AT = 100
"""The newest comments on the chapter, found by an index, among which those are that are told."""


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
    newest = chapter.comments.spoken().order_by("-pk").values("pk")[:MOST_LOOKED_AT]
    said = Comment.objects.filter(pk__in=newest, created_at__gt=since)
    others = said.exclude(reader=reader) if reader else said
    with_words = others.select_related("reader", "answers", "passage").order_by("-created_at")
    return list(with_words[: MOST_TOLD + 1])
