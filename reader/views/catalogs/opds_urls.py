"""The URLs of the catalog, once for each version of OPDS."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from reader.views.catalogs import opds1, opds_browsing, opds_lists, opds_shelves
from reader.views.catalogs.catalog_format import CatalogFormat
from reader.views.catalogs.for_reader import View, for_reader


def search_description(request: HttpRequest, version: CatalogFormat) -> HttpResponse:
    """How apps search, which OPDS 2.0 says in a link."""
    return opds1.write_description(request)


def urls_of(version: CatalogFormat) -> tuple[list[URLPattern], str]:
    """The URLs of the catalog in one version, for `include`."""

    def public(route: str, view: View, name: str) -> URLPattern:
        """A list that is the same for all visitors."""
        kept = conditional_page(for_reader(view))
        return path(route, require_safe(kept), {"version": version}, name=name)

    def private(route: str, view: View, name: str) -> URLPattern:
        """What is a reader's own."""
        kept = cache_control(private=True, no_store=True)(view)
        return path(route, require_safe(kept), {"version": version}, name=name)

    patterns = [
        public("", opds_lists.root, "root"),
        public("new/", opds_lists.new, "new"),
        public("updated/", opds_lists.updated, "updated"),
        public("complete/", opds_lists.complete, "complete"),
        public("search/", opds_lists.search, "search"),
        public("stories/<slug:slug>/", opds_lists.story, "story"),
        public("tags/<str:kind>/", opds_browsing.tags, "tags"),
        public("tags/<str:kind>/<int:pk>/", opds_browsing.tag, "tag"),
        public("authors/", opds_browsing.authors, "authors"),
        public("by/", opds_browsing.author, "author"),
        private("shelves/", opds_shelves.shelves, "shelves"),
        private("shelves/<str:key>/", opds_shelves.shelf, "shelf"),
    ]
    if version.NAMESPACE == opds1.NAMESPACE:
        patterns.append(public("search.xml", search_description, "description"))
    return patterns, version.NAMESPACE
