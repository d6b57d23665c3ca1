"""The history of a chapter: its revisions."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from reader.views.reading.readable_chapter import readable_chapter
from reader.web.request import HtmxHttpRequest

REVISIONS_ON_A_PAGE = 30


def revision_list(request: HtmxHttpRequest, slug: str, number: int) -> HttpResponse:
    """Every revision that the reader may see: when, by whom, how long; with the number of the one
    before it, and whether it was never published."""
    chapter = readable_chapter(request.user, slug, number)
    visible = chapter.revisions.visible_to(request.user)
    rows = visible.select_related("by").defer("blocks", "source", "places").order_by("-number")
    page = Paginator(rows, REVISIONS_ON_A_PAGE).get_page(request.GET.get("page"))
    numbers = list(rows.values_list("number", flat=True))
    before = dict(zip(numbers, numbers[1:], strict=False))
    published = set(chapter.revisions.published().values_list("number", flat=True))
    shown = []
    for revision in page:
        number_before = before.get(revision.number)
        shown.append((revision, number_before, revision.number not in published))
    context = {"chapter": chapter, "story": chapter.story, "page": page, "rows": shown}
    return render(request, "reading/revisions.html", context)
