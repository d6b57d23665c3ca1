"""The catalog as OPDS 1.2 (https://specs.opds.io/opds-1.2): Atom, for most e-reader apps."""

from __future__ import annotations

from io import StringIO

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import rfc3339_date
from django.utils.html import escape, linebreaks

from reader.models import Story
from reader.models.urn import urn
from reader.text.language_tags import language_tag
from reader.views.catalogs.atom_feed import NEVER, XMLWriter
from reader.views.catalogs.catalog_format import EPUB, OPEN_ACCESS
from reader.views.catalogs.catalog_page import CatalogLink, CatalogPage
from reader.views.catalogs.catalog_stories import facts
from reader.views.catalogs.catalog_urls import absolute, cover_url, epub_url, pages_around

NAMESPACE = "opds"
NAVIGATION = "application/atom+xml;profile=opds-catalog;kind=navigation"
ACQUISITION = "application/atom+xml;profile=opds-catalog;kind=acquisition"
IMAGE_RELS = ("http://opds-spec.org/image", "http://opds-spec.org/image/thumbnail")
ENTRY = "application/atom+xml;type=entry;profile=opds-catalog"
OPENSEARCH = "application/opensearchdescription+xml"
SPACES = {
    "xmlns": "http://www.w3.org/2005/Atom",
    "xmlns:dc": "http://purl.org/dc/terms/",
    "xmlns:opds": "http://opds-spec.org/2010/catalog",
    "xmlns:opensearch": "http://a9.com/-/spec/opensearch/1.1/",
    "xmlns:thr": "http://purl.org/syndication/thread/1.0",
}


def write(request: HttpRequest, page: CatalogPage) -> HttpResponse:
    """A navigation feed, or an acquisition feed."""
    out = StringIO()
    xml = XMLWriter(out, "utf-8", short_empty_elements=True)
    kind = _kind(page.is_navigation)
    here = absolute(request, request.get_full_path())
    xml.startDocument()
    xml.startElement("feed", SPACES | {"xml:lang": "en"})
    xml.addQuickElement("id", here)
    xml.addQuickElement("title", page.title)
    xml.addQuickElement("updated", rfc3339_date(page.updated))
    _author(xml, "Gloss", absolute(request, reverse("library")))
    _link(xml, "self", here, kind)
    start = absolute(request, reverse(f"{NAMESPACE}:root"))
    _link(xml, "start", start, NAVIGATION)
    if here != start:
        _link(xml, "up", absolute(request, page.up), NAVIGATION)
    _link(xml, "search", absolute(request, reverse(f"{NAMESPACE}:description")), OPENSEARCH)
    for rel, url in pages_around(request, page.page).items():
        _link(xml, rel, url, kind)
    if page.page:
        totals = {
            "totalResults": page.page.paginator.count,
            "itemsPerPage": page.page.paginator.per_page,
            "startIndex": page.page.start_index(),
        }
        for name, number in totals.items():
            xml.addQuickElement(f"opensearch:{name}", str(number))
    for link in page.links:
        _entry(xml, request, page, link)
    for story in page.stories or []:
        _story(xml, request, story)
    xml.endElement("feed")
    xml.endDocument()
    return HttpResponse(out.getvalue(), content_type=f"{kind};charset=utf-8")


def write_story(request: HttpRequest, story: Story) -> HttpResponse:
    """A catalog entry as a document of its own."""
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


def _kind(is_navigation: bool) -> str:
    return NAVIGATION if is_navigation else ACQUISITION


def _link(
    xml: XMLWriter, rel: str, href: str, kind: str, more: dict[str, str] | None = None
) -> None:
    xml.addQuickElement("link", "", {"rel": rel, "href": href, "type": kind} | (more or {}))


def _author(xml: XMLWriter, name: str, uri: str) -> None:
    xml.startElement("author", {})
    xml.addQuickElement("name", name)
    xml.addQuickElement("uri", uri)
    xml.endElement("author")


def _entry(xml: XMLWriter, request: HttpRequest, page: CatalogPage, link: CatalogLink) -> None:
    url = absolute(request, link.path)
    xml.startElement("entry", {})
    xml.addQuickElement("title", link.title)
    xml.addQuickElement("id", url)
    xml.addQuickElement("updated", rfc3339_date(page.updated))
    xml.addQuickElement("content", link.about or link.title, {"type": "text"})
    count = {} if link.count is None else {"thr:count": str(link.count)}
    _link(xml, link.rel, url, _kind(link.is_navigation), count)
    xml.endElement("entry")


def _story(xml: XMLWriter, request: HttpRequest, story: Story, *, alone: bool = False) -> None:
    language = language_tag(story.language)
    xml.startElement("entry", (SPACES if alone else {}) | {"xml:lang": language})
    xml.addQuickElement("title", story.title)
    xml.addQuickElement("id", urn(story))
    xml.addQuickElement("updated", rfc3339_date(story.changed_at))
    published = story.published_at or NEVER
    xml.addQuickElement("published", rfc3339_date(published))
    for credit in story.credits:
        _author(xml, credit.name, absolute(request, credit.url))
    xml.addQuickElement("dc:language", language)
    xml.addQuickElement("dc:issued", published.date().isoformat())
    for tag in story.tags.all():
        scheme = absolute(request, reverse(f"{NAMESPACE}:tags", args=[tag.kind]))
        category = {"term": tag.name, "label": tag.name, "scheme": scheme}
        xml.addQuickElement("category", "", category)
    if story.summary:
        xml.addQuickElement("summary", story.summary, {"type": "text"})
    about = f"{linebreaks(story.summary, autoescape=True)}<p>{escape(facts(story))}</p>"
    xml.addQuickElement("content", about, {"type": "html"})
    entry = absolute(request, reverse(f"{NAMESPACE}:story", args=[story.slug]))
    _link(xml, "self" if alone else "alternate", entry, ENTRY)
    _link(xml, "alternate", absolute(request, story.get_absolute_url()), "text/html")
    _link(xml, OPEN_ACCESS, epub_url(request, story), EPUB)
    for rel in IMAGE_RELS:
        _link(xml, rel, cover_url(request, story), "image/png")
    xml.endElement("entry")
