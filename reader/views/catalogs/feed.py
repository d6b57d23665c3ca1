"""A feed as a view."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib.auth.models import AnonymousUser
from django.contrib.syndication.views import Feed
from django.http import HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from reader.models.urn import HasUrn, urn
from reader.views.catalogs.atom_feed import AtomFeed

ANYBODY = AnonymousUser()
"""Feeds hold what anybody may read: who asks for them makes no difference."""
MOST_ENTRIES = 50


class GlossFeed(Feed):
    """What all feeds have in common."""

    feed_type = AtomFeed

    def item_guid(self, item: HasUrn) -> str:
        return urn(item)


def feed_view(feed: GlossFeed) -> Callable[..., HttpResponse]:
    """A feed that programs may ask for again and again: unless it changed, the answer is short."""
    return require_safe(conditional_page(cache_control(public=True, max_age=300)(feed)))
