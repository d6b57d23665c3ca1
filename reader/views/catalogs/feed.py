"""A feed as a view."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import conditional_page, require_safe

from reader.models.urn import HasUrn, urn
from reader.models.viewer import Viewer
from reader.views.catalogs.atom_feed import AtomFeed
from reader.views.catalogs.for_reader import View, for_reader
from reader.web.window import SENT_BY_BROWSERS, is_for_window

ANYBODY = AnonymousUser()
"""Feeds hold what anybody may read, without what whoever asks for them leaves out."""
MOST_ENTRIES = 50
MOST_SHOWN = 10
"""Entries that the page about a feed names."""


class GlossFeed(Feed):
    """What all feeds have in common. Each is made for one viewer."""

    feed_type = AtomFeed

    def __init__(self, viewer: Viewer) -> None:
        self.viewer = viewer

    def item_guid(self, item: HasUrn) -> str:
        return urn(item)


def feed_view(kind: type[GlossFeed]) -> View:
    """A feed that programs may ask for again and again: unless it changed, the answer is short.
    Somebody who opens its address in a browser gets a page that says what to do with it."""

    def feed(request: HttpRequest, **named: object) -> HttpResponse:
        return kind(request.user)(request, **named)

    for_programs = conditional_page(for_reader(feed))

    def view(request: HttpRequest, **named: object) -> HttpResponse:
        answer = _page(kind(request.user), request, named) if is_for_window(request) else None
        answer = answer or for_programs(request, **named)
        patch_vary_headers(answer, SENT_BY_BROWSERS)
        return answer

    return require_safe(view)


def _page(feed: GlossFeed, request: HttpRequest, named: dict[str, object]) -> HttpResponse:
    """What a feed is of, its address, and what is in it now."""
    of = feed.get_object(request, **named)
    made = feed.get_feed(of, request)
    context = {"feed": made.feed, "entries": made.items[:MOST_SHOWN]}
    return render(request, "catalogs/feed.html", context)
