"""A feed as a view."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib.auth.models import AnonymousUser
from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from reader.models.urn import HasUrn, urn
from reader.views.catalogs.atom_feed import AtomFeed

ANYBODY = AnonymousUser()
"""Feeds hold what anybody may read: who asks for them makes no difference."""
MOST_ENTRIES = 50
MOST_SHOWN = 10
"""Entries that the page about a feed names."""


class GlossFeed(Feed):
    """What all feeds have in common."""

    feed_type = AtomFeed

    def item_guid(self, item: HasUrn) -> str:
        return urn(item)


SENT_BY_BROWSERS = ("Sec-Fetch-Mode", "Upgrade-Insecure-Requests")
"""Headers of a request for what a browser's window is to show; no program for feeds sends them.
The mode stays what it was where a service worker passes a request on; `Sec-Fetch-Dest` does not."""


def feed_view(feed: GlossFeed) -> Callable[..., HttpResponse]:
    """A feed that programs may ask for again and again: unless it changed, the answer is short.
    Somebody who opens its address in a browser gets a page that says what to do with it."""
    for_programs = conditional_page(cache_control(public=True, max_age=300)(feed))

    def view(request: HttpRequest, **named: object) -> HttpResponse:
        answer = _page(feed, request, named) if _is_to_be_seen(request) else None
        answer = answer or for_programs(request, **named)
        patch_vary_headers(answer, SENT_BY_BROWSERS)
        return answer

    return require_safe(view)


def _is_to_be_seen(request: HttpRequest) -> bool:
    mode, window = (request.headers.get(name) for name in SENT_BY_BROWSERS)
    return mode == "navigate" if mode else window == "1"


def _page(feed: GlossFeed, request: HttpRequest, named: dict[str, object]) -> HttpResponse:
    """What a feed is of, its address, and what is in it now."""
    of = feed.get_object(request, **named)
    made = feed.get_feed(of, request)
    context = {"feed": made.feed, "entries": made.items[:MOST_SHOWN]}
    return render(request, "catalogs/feed.html", context)
