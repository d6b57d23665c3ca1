"""The library: what one is reading, and what there is to read."""

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from reader.models import Chapter, Progress, Story

ON_A_PAGE = 24
TO_CONTINUE = 4


def library(request: HttpRequest) -> HttpResponse:
    """All stories, the latest updated first; a tag narrows them."""
    stories = Story.objects.visible_to(request.user).filter(
        Q(published_at__isnull=False) | Q(author_id=request.user.pk)
    )
    tag = request.GET.get("tag", "").strip()[:60]
    if tag:
        stories = stories.tagged(tag)
    stories = (
        stories.with_totals()
        .select_related("author")
        .prefetch_related("tags")
        .order_by("-updated_at", "-pk")
    )
    page = Paginator(stories, ON_A_PAGE).get_page(request.GET.get("page"))
    reading = (
        Progress.objects.of(request.user)
        .filter(chapter__in=Chapter.objects.visible_to(request.user).in_story())
        .select_related("story__author", "chapter__revision", "chapter__story", "revision")[
            :TO_CONTINUE
        ]
    )
    context = {"page": page, "tag": tag, "reading": [] if tag else reading}
    return render(request, "library.html", context)
