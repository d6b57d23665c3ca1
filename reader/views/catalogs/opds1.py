"""The catalogue as OPDS 1.2 (https://specs.opds.io/opds-1.2): Atom, for most e-reader apps."""

from __future__ import annotations

from io import StringIO

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import rfc3339_date
from django.utils.html import linebreaks

from reader.models import Story
from reader.models.urn import urn
from reader.text.language_tags import language_tag
from reader.views.catalogs.atom import XMLWriter
from reader.views.catalogs.catalog_page import (
    EPUB,
    IMAGE,
    OPEN_ACCESS,
    THUMBNAIL,
    Leaf,
    Place,
    absolute,
    around,
    cover_address,
    epub_address,
    facts,
)

NAMESPACE = "opds"
NAVIGATION = "application/atom+xml;profile=opds-catalog;kind=navigation"
ACQUISITION = "application/atom+xml;profile=opds-catalog;kind=acquisition"
ENTRY = "application/atom+xml;type=entry;profile=opds-catalog"
OPENSEARCH = "application/opensearchdescription+xml"
SPACES = {
    "xmlns": "http://www.w3.org/2005/Atom",
    "xmlns:dc": "http://purl.org/dc/terms/",
    "xmlns:opds": "http://opds-spec.org/2010/catalog",
    "xmlns:opensearch": "http://a9.com/-/spec/opensearch/1.1/",
    "xmlns:thr": "http://purl.org/syndication/thread/1.0",
}


def write(request: HttpRequest, leaf: Leaf) -> HttpResponse:
    """A navigation feed, or an acquisition feed."""
    out = StringIO()
    xml = XMLWriter(out, "utf-8", short_empty_elements=True)
    kind = _kind(leaf.deeper)
    here = absolute(request, request.get_full_path())
    xml.startDocument()
    xml.startElement("feed", SPACES | {"xml:lang": "en"})
    xml.addQuickElement("id", here)
    xml.addQuickElement("title", leaf.title)
    xml.addQuickElement("updated", rfc3339_date(leaf.updated))
    _author(xml, "Gloss", absolute(request, reverse("library")))
    _link(xml, "self", here, kind)
    start = absolute(request, reverse(f"{NAMESPACE}:root"))
    _link(xml, "start", start, NAVIGATION)
    if here != start:
        _link(xml, "up", absolute(request, leaf.up), NAVIGATION)
    _link(xml, "search", absolute(request, reverse(f"{NAMESPACE}:description")), OPENSEARCH)
    for rel, address in around(request, leaf.page).items():
        _link(xml, rel, address, kind)
    if leaf.page:
        totals = {
            "totalResults": leaf.page.paginator.count,
            "itemsPerPage": leaf.page.paginator.per_page,
            "startIndex": leaf.page.start_index(),
        }
        for name, number in totals.items():
            xml.addQuickElement(f"opensearch:{name}", str(number))
    for place in leaf.places:
        _place(xml, request, leaf, place)
    for story in leaf.stories or []:
        _story(xml, request, story)
    xml.endElement("feed")
    xml.endDocument()
    return HttpResponse(out.getvalue(), content_type=f"{kind};charset=utf-8")


def write_story(request: HttpRequest, story: Story) -> HttpResponse:
    """A catalogue entry as a document of its own."""
    out = StringIO()
    xml = XMLWriter(out, "utf-8", short_empty_elements=True)
    xml.startDocument()
    _story(xml, request, story, alone=True)
    xml.endDocument()
    return HttpResponse(out.getvalue(), content_type=f"{ENTRY};charset=utf-8")


def write_description(request: HttpRequest) -> HttpResponse:
    """How to search: an OpenSearch 1.1 description."""
    out = StringIO()
    xml = XMLWriter(out, "utf-8", short_empty_elements=True)
    search = absolute(request, reverse(f"{NAMESPACE}:search"))
    xml.startDocument()
    xml.startElement("OpenSearchDescription", {"xmlns": SPACES["xmlns:opensearch"]})
    xml.addQuickElement("ShortName", "Gloss")
    xml.addQuickElement("Description", "Stories by title, author, summary and tags.")
    xml.addQuickElement("InputEncoding", "UTF-8")
    xml.addQuickElement("OutputEncoding", "UTF-8")
    template = {"type": ACQUISITION, "template": f"{search}?query={{searchTerms}}"}
    xml.addQuickElement("Url", "", template)
    xml.endElement("OpenSearchDescription")
    xml.endDocument()
    return HttpResponse(out.getvalue(), content_type=f"{OPENSEARCH};charset=utf-8")


def _kind(deeper: bool) -> str:
    return NAVIGATION if deeper else ACQUISITION


def _link(xml: XMLWriter, rel: str, href: str, kind: str, **more: str) -> None:
    more = {name.replace("_", ":"): value for name, value in more.items()}
    xml.addQuickElement("link", "", {"rel": rel, "href": href, "type": kind} | more)


def _author(xml: XMLWriter, name: str, uri: str) -> None:
    xml.startElement("author", {})
    xml.addQuickElement("name", name)
    xml.addQuickElement("uri", uri)
    xml.endElement("author")


def _place(xml: XMLWriter, request: HttpRequest, leaf: Leaf, place: Place) -> None:
    address = absolute(request, place.path)
    xml.startElement("entry", {})
    xml.addQuickElement("title", place.title)
    xml.addQuickElement("id", address)
    xml.addQuickElement("updated", rfc3339_date(leaf.updated))
    xml.addQuickElement("content", place.about or place.title, {"type": "text"})
    count = {} if place.count is None else {"thr_count": str(place.count)}
    _link(xml, place.rel, address, _kind(place.deeper), **count)
    xml.endElement("entry")


def _story(xml: XMLWriter, request: HttpRequest, story: Story, *, alone: bool = False) -> None:
    language = language_tag(story.language)
    xml.startElement("entry", (SPACES if alone else {}) | {"xml:lang": language})
    xml.addQuickElement("title", story.title)
    xml.addQuickElement("id", urn(story))
    xml.addQuickElement("updated", rfc3339_date(story.changed_at))
    xml.addQuickElement("published", rfc3339_date(story.published_at))
    _author(xml, story.credit, absolute(request, story.author.get_absolute_url()))
    xml.addQuickElement("dc:language", language)
    xml.addQuickElement("dc:issued", story.published_at.date().isoformat())
    for tag in story.tags.all():
        scheme = absolute(request, reverse(f"{NAMESPACE}:tags", args=[tag.kind]))
        category = {"term": tag.name, "label": tag.name, "scheme": scheme}
        xml.addQuickElement("category", "", category)
    if story.summary:
        xml.addQuickElement("summary", story.summary, {"type": "text"})
    about = f"{linebreaks(story.summary, autoescape=True)}<p>{facts(story)}</p>"
    xml.addQuickElement("content", about, {"type": "html"})
    entry = absolute(request, reverse(f"{NAMESPACE}:story", args=[story.slug]))
    _link(xml, "self" if alone else "alternate", entry, ENTRY)
    _link(xml, "alternate", absolute(request, story.get_absolute_url()), "text/html")
    _link(xml, OPEN_ACCESS, epub_address(request, story), EPUB)
    for rel in (IMAGE, THUMBNAIL):
        _link(xml, rel, cover_address(request, story), "image/png")
    xml.endElement("entry")
