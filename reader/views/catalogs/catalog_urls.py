"""The URLs that a page of the catalog names, each with its scheme and host."""

from __future__ import annotations

from django.core.paginator import Page
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse

from reader.models import Story

COVER_SIZE = (500, 750)
"""Width and height, in pixels, of the covers in static/covers/: one for each cloth."""


def absolute(request: HttpRequest, path: str) -> str:
    """The whole URL of a path here."""
    return request.build_absolute_uri(path)


def page_url(request: HttpRequest, number: int) -> str:
    """The URL of another page of the list that was asked for."""
    query = request.GET.copy()
    query["page"] = str(number)
    if number == 1:
        del query["page"]
    return absolute(request, f"{request.path}{'?' if query else ''}{query.urlencode()}")


def pages_around(request: HttpRequest, page: Page | None) -> dict[str, str]:
    """The URLs of the pages around one, by their relation to it."""
    if page is None or page.paginator.num_pages == 1:
        return {}
    urls = {
        "first": page_url(request, 1),
        "last": page_url(request, page.paginator.num_pages),
    }
    if page.has_previous():
        urls["previous"] = page_url(request, page.previous_page_number())
    if page.has_next():
        urls["next"] = page_url(request, page.next_page_number())
    return urls


def epub_url(request: HttpRequest, story: Story) -> str:
    return absolute(request, reverse("story_download", args=[story.slug, "epub"]))


def cover_url(request: HttpRequest, story: Story) -> str:
    return absolute(request, static(f"covers/{story.cover.cloth}.png"))
