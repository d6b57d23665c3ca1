"""The catalog as OPDS 2.0 (https://drafts.opds.io/opds-2.0): JSON, for newer e-reader apps."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse

from reader.models import Story
from reader.models.urn import urn
from reader.text.language_tags import language_tag
from reader.views.catalogs.atom_feed import NEVER
from reader.views.catalogs.catalog_format import EPUB, OPEN_ACCESS
from reader.views.catalogs.catalog_page import CatalogLink, CatalogPage
from reader.views.catalogs.catalog_stories import facts
from reader.views.catalogs.catalog_urls import (
    COVER_SIZE,
    absolute,
    cover_url,
    epub_url,
    pages_around,
)

NAMESPACE = "opds2"
FEED = "application/opds+json"
PUBLICATION = "application/opds-publication+json"


def write(request: HttpRequest, page: CatalogPage) -> HttpResponse:
    """A feed of links or of publications."""
    here = absolute(request, request.get_full_path())
    search = absolute(request, reverse(f"{NAMESPACE}:search"))
    start = absolute(request, reverse(f"{NAMESPACE}:root"))
    metadata: dict[str, Any] = {"title": page.title, "modified": page.updated.isoformat()}
    links = [_link("self", here), _link("start", start)]
    if here != start:
        links.append(_link("up", absolute(request, page.up)))
    links.append(_link("search", f"{search}{{?query}}") | {"templated": True})
    for rel, url in pages_around(request, page.page).items():
        links.append(_link(rel, url))
    if page.page:
        metadata |= {
            "numberOfItems": page.page.paginator.count,
            "itemsPerPage": page.page.paginator.per_page,
            "currentPage": page.page.number,
        }
    feed: dict[str, Any] = {"metadata": metadata, "links": links}
    if page.stories is None:
        feed["navigation"] = [_navigation(request, link) for link in page.links]
    else:
        feed["publications"] = [publication(request, story) for story in page.stories]
    return JsonResponse(feed, content_type=FEED)


def write_story(request: HttpRequest, story: Story) -> HttpResponse:
    """A publication as a document of its own."""
    return JsonResponse(publication(request, story), content_type=PUBLICATION)


def publication(request: HttpRequest, story: Story) -> dict[str, Any]:
    """What an app shows of a story, and where it gets it."""
    page = absolute(request, story.get_absolute_url())
    authors = []
    for credit in story.credits:
        link = {"href": absolute(request, credit.url), "type": "text/html"}
        authors.append({"name": credit.name, "links": [link]})
    metadata: dict[str, Any] = {
        "@type": "http://schema.org/Book",
        "title": story.title,
        "identifier": urn(story),
        "author": authors,
        "language": language_tag(story.language),
        "published": (story.published_at or NEVER).isoformat(),
        "modified": story.changed_at.isoformat(),
        "description": f"{story.summary}\n\n{facts(story)}".lstrip(),
        "subject": [_subject(request, tag) for tag in story.tags.all()],
    }
    if story.series:
        metadata["belongsTo"] = {"series": story.series}
    width, height = COVER_SIZE
    own = absolute(request, reverse(f"{NAMESPACE}:story", args=[story.slug]))
    return {
        "metadata": metadata,
        "links": [
            _link("self", own, PUBLICATION),
            _link("alternate", page, "text/html"),
            _link(OPEN_ACCESS, epub_url(request, story), EPUB),
        ],
        "images": [
            {
                "href": cover_url(request, story),
                "type": "image/png",
                "width": width,
                "height": height,
            }
        ],
    }


def _link(rel: str, href: str, kind: str = FEED) -> dict[str, Any]:
    return {"rel": rel, "href": href, "type": kind}


def _subject(request: HttpRequest, tag: Any) -> dict[str, Any]:
    scheme = absolute(request, reverse(f"{NAMESPACE}:tags", args=[tag.kind]))
    path = reverse(f"{NAMESPACE}:tag", args=[tag.kind, tag.pk])
    links = [{"href": absolute(request, path), "type": FEED}]
    return {"name": tag.name, "scheme": scheme, "links": links}


def _navigation(request: HttpRequest, to: CatalogLink) -> dict[str, Any]:
    link = _link(to.rel, absolute(request, to.path)) | {"title": to.title}
    if to.count is not None:
        link["properties"] = {"numberOfItems": to.count}
    return link
