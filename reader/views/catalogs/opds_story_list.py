"""A list of stories in the catalog, a page at a time."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from reader.models.known_first import KnownFirst
from reader.models.library.story import StoryQuerySet
from reader.views.catalogs.atom_feed import NEVER
from reader.views.catalogs.catalog_format import CatalogFormat
from reader.views.catalogs.catalog_page import CatalogPage

STORIES_ON_A_PAGE = 30


def story_list(
    request: HttpRequest,
    version: CatalogFormat,
    title: str,
    stories: StoryQuerySet | KnownFirst,
    up: str = "",
) -> HttpResponse:
    """A page of some stories. `up` is the path of the page above, if that is not the root."""
    page = Paginator(stories, STORIES_ON_A_PAGE).get_page(request.GET.get("page"))
    shown = list(page)
    changed_at = [story.changed_at for story in shown]
    listing = CatalogPage(
        title,
        up or reverse(f"{version.NAMESPACE}:root"),
        page=page,
        stories=shown,
        updated=max(changed_at, default=NEVER),
    )
    return version.write(request, listing)
