"""A commonplace book: all that a reader marked and noted, arranged and searched."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers

from reader.models import Highlight, Story
from reader.views.margin.highlight_filter import HighlightFilter
from reader.views.margin.highlight_revisit import random_highlight
from reader.views.margin.highlight_row import described_highlights
from reader.web.request import SignedInRequest

HIGHLIGHTS_ON_A_PAGE = 50
ENOUGH_TO_REVISIT = 3
"""Highlights from which on one of them is offered again."""


@login_required
def highlight_list(request: SignedInRequest) -> HttpResponse:
    """My highlights and notes: the story marked last comes first, or as the query string asks."""
    asked = HighlightFilter.from_query(request.GET)
    own = Highlight.objects.of(request.user)
    keys = asked.matching(own).values_list("pk", flat=True)
    page: Page[Any] = Paginator(keys, HIGHLIGHTS_ON_A_PAGE).get_page(request.GET.get("page"))
    shown = described_highlights(request).filter(removed_at=None).in_bulk(list(page))
    for highlight in shown.values():
        highlight.colour = request.user.named(highlight.colour)
    page.object_list = [shown[pk] for pk in page if pk in shown]
    context: dict[str, object] = {
        "italics": True,  # words of stories stand in them
        "page": page,
        "q": asked.q,
        "colour": request.user.named(asked.colour) if asked.colour else "",
        "story": asked.story,
        "by": asked.by,
        "narrowed": asked.is_narrowed,
        "keep": f"{asked.query_string}&" if asked.query_string else "",
        "orders": asked.orders(),
        "colour_filters": asked.colours(request.user),
    }
    if request.htmx and not request.htmx.history_restore_request:
        answer = render(request, "margin/highlights.html#book", context)
        query = f"?{asked.query_string}" if asked.query_string else ""
        answer["HX-Push-Url"] = reverse("highlight_list") + query
    else:
        marked = Story.objects.filter(pk__in=own.order_by().values("passage__chapter__story"))
        context["stories"] = marked.order_by("title").values_list("slug", "title")
        is_first_page = page.number == 1 and not asked.is_narrowed
        if is_first_page and page.paginator.count >= ENOUGH_TO_REVISIT:
            context["revisited"] = random_highlight(request)
        answer = render(request, "margin/highlights.html", context)
    patch_vary_headers(answer, ["HX-Request"])
    return answer
