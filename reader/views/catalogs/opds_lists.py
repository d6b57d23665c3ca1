"""The catalog's lists of stories, and the page where an app begins.

Each view is told in which `version` of OPDS to answer. The catalog holds what anybody may read,
without what whoever asks leaves out; a reader's own shelves are shown to them alone.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from reader.models import Story, Tag
from reader.models.known_first import KnownFirst
from reader.models.library.story_search import first_words
from reader.views.catalogs.catalog_format import CatalogFormat
from reader.views.catalogs.catalog_page import NEW, CatalogLink, CatalogPage
from reader.views.catalogs.catalog_stories import (
    LAST_CHANGED_FIRST,
    described,
    last_published,
    listed_stories,
    public_stories,
    stories_of_all,
)
from reader.views.catalogs.opds_browsing import TAG_LISTS
from reader.views.catalogs.opds_story_list import story_list


def root(request: HttpRequest, version: CatalogFormat) -> HttpResponse:
    """Where an app begins."""
    at = version.NAMESPACE
    visible = public_stories(request.user)
    used = Tag.objects.filter(stories__in=visible).order_by()
    links = [
        CatalogLink("New stories", reverse(f"{at}:new"), "The latest published first.", NEW),
        CatalogLink("Latest chapters", reverse(f"{at}:updated"), "The latest updated first."),
        CatalogLink("Complete stories", reverse(f"{at}:complete"), "Finished by their authors."),
    ]
    for kind, title in TAG_LISTS.items():
        if used.filter(kind=kind).exists():
            path = reverse(f"{at}:tags", args=[kind])
            links.append(CatalogLink(title, path, f"Stories by {kind}.", is_navigation=True))
    authors, shelves = reverse(f"{at}:authors"), reverse(f"{at}:shelves")
    links += [
        CatalogLink("Authors", authors, "Stories by author.", is_navigation=True),
        CatalogLink("My shelves", shelves, "The stories on your shelves.", is_navigation=True),
    ]
    up = reverse(f"{at}:root")
    page = CatalogPage("Gloss", up, links=links, updated=last_published(visible))
    return version.write(request, page)


def new(request: HttpRequest, version: CatalogFormat) -> HttpResponse:
    stories = listed_stories(request.user).order_by("-published_at", "-pk")
    return story_list(request, version, "New stories", KnownFirst(stories))


def updated(request: HttpRequest, version: CatalogFormat) -> HttpResponse:
    stories = listed_stories(request.user).order_by(*LAST_CHANGED_FIRST)
    return story_list(request, version, "Latest chapters", KnownFirst(stories))


def complete(request: HttpRequest, version: CatalogFormat) -> HttpResponse:
    stories = listed_stories(request.user).filter(status=Story.Status.COMPLETE)
    in_order = KnownFirst(stories.order_by(*LAST_CHANGED_FIRST))
    return story_list(request, version, "Complete stories", in_order)


def search(request: HttpRequest, version: CatalogFormat) -> HttpResponse:
    query = request.GET.get("query", "")[:200]
    stories = listed_stories(request.user).matching(query).order_by(*LAST_CHANGED_FIRST)
    title = f"Stories with “{first_words(query)}”" if query.strip() else "All stories"
    return story_list(request, version, title, KnownFirst(stories))


def story(request: HttpRequest, version: CatalogFormat, slug: str) -> HttpResponse:
    """One story, also one that is left out: whoever asks for it knows its address."""
    return version.write_story(request, get_object_or_404(described(stories_of_all()), slug=slug))
