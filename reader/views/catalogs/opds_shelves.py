"""A reader's own shelves, in the catalog."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from reader.actions.library.count_what_came_out import count_what_came_out
from reader.models import Shelf, Story
from reader.views.catalogs.basic_auth import ask_for_password, reader_of
from reader.views.catalogs.catalog_format import CatalogFormat
from reader.views.catalogs.catalog_page import CatalogLink, CatalogPage
from reader.views.catalogs.catalog_stories import LAST_CHANGED_FIRST, described
from reader.views.catalogs.opds_story_list import story_list


def shelves(request: HttpRequest, version: CatalogFormat) -> HttpResponse:
    """The reader's shelves."""
    reader = reader_of(request)
    if reader is None:
        return ask_for_password(request)
    at = version.NAMESPACE
    links = []
    for shelf in Shelf.objects.counted(reader).all_of(reader):
        path = reverse(f"{at}:shelf", args=[shelf.key])
        links.append(CatalogLink(str(shelf), path, count=shelf.story_count))
    return version.write(request, CatalogPage("My shelves", reverse(f"{at}:root"), links=links))


def shelf(request: HttpRequest, version: CatalogFormat, key: str) -> HttpResponse:
    """The stories on one of them, of what the reader may read."""
    reader = reader_of(request)
    if reader is None:
        return ask_for_password(request)
    found = Shelf.objects.find(reader, key)
    if found is None:
        raise Http404
    count_what_came_out()
    on_shelf = Story.objects.on_shelf(found.pk).order_by().values("pk")
    readable = Story.objects.published().visible_to(reader).filter(words__gt=0, pk__in=on_shelf)
    stories = described(readable).order_by(*LAST_CHANGED_FIRST)
    return story_list(
        request, version, str(found), stories, reverse(f"{version.NAMESPACE}:shelves")
    )
