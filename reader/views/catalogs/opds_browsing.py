"""Browsing the catalog by tag and by author."""

from __future__ import annotations

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Count, F
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from reader.models import Tag
from reader.models.known_first import KnownFirst
from reader.views.catalogs.catalog_format import CatalogFormat
from reader.views.catalogs.catalog_page import CatalogLink, CatalogPage
from reader.views.catalogs.catalog_stories import (
    LAST_CHANGED_FIRST,
    last_published,
    listed_stories,
    public_stories,
)
from reader.views.catalogs.opds_story_list import story_list

LINKS_ON_A_PAGE = 100
TAG_LISTS: dict[str, str] = {
    Tag.Kind.FANDOM: "Fandoms",
    Tag.Kind.RELATIONSHIP: "Relationships",
    Tag.Kind.CHARACTER: "Characters",
    Tag.Kind.TAG: "Tags",
}
"""The kinds of tag that one browses by, and what their lists are called."""


def tags(request: HttpRequest, version: CatalogFormat, kind: str) -> HttpResponse:
    """The tags of one kind, by name."""
    if kind not in Tag.Kind.values:
        raise Http404
    at, stories = version.NAMESPACE, public_stories(request.user)
    used = Tag.objects.filter(kind=kind, stories__in=stories).annotate(count=Count("stories"))
    rows = used.order_by("name", "pk").values_list("pk", "name", "count")
    page = Paginator(rows, LINKS_ON_A_PAGE).get_page(request.GET.get("page"))
    links = []
    for pk, name, count in page:
        links.append(CatalogLink(name, reverse(f"{at}:tag", args=[kind, pk]), count=count))
    title = TAG_LISTS.get(kind, Tag.Kind(kind).label)
    up, latest = reverse(f"{at}:root"), last_published(stories)
    return version.write(request, CatalogPage(title, up, page, links, updated=latest))


def tag(request: HttpRequest, version: CatalogFormat, kind: str, pk: int) -> HttpResponse:
    """The stories that have a tag."""
    found = get_object_or_404(Tag, kind=kind, pk=pk)
    stories = listed_stories(request.user).filter(pk__in=found.stories.order_by().values("pk"))
    if not stories.exists():
        raise Http404
    up = reverse(f"{version.NAMESPACE}:tags", args=[kind])
    in_order = KnownFirst(stories.order_by(*LAST_CHANGED_FIRST))
    return story_list(request, version, found.name, in_order, up)


def authors(request: HttpRequest, version: CatalogFormat) -> HttpResponse:
    """The names on the covers."""
    at, stories = version.NAMESPACE, public_stories(request.user)
    credited = stories.with_credit().order_by().values_list(F("credited"))
    rows = credited.annotate(count=Count("pk")).order_by(F("credited"))
    page = Paginator(rows, LINKS_ON_A_PAGE).get_page(request.GET.get("page"))
    links = []
    for name, count in page:
        path = f"{reverse(f'{at}:author')}?{urlencode({'name': name})}"
        links.append(CatalogLink(name, path, count=count))
    up, latest = reverse(f"{at}:root"), last_published(stories)
    return version.write(request, CatalogPage("Authors", up, page, links, updated=latest))


def author(request: HttpRequest, version: CatalogFormat) -> HttpResponse:
    """Stories by the name on their cover, `?name=`."""
    name = request.GET.get("name", "")
    stories = listed_stories(request.user).credited_to(name).order_by(*LAST_CHANGED_FIRST)
    if not stories.exists():
        raise Http404
    up = reverse(f"{version.NAMESPACE}:authors")
    return story_list(request, version, name, stories, up)
