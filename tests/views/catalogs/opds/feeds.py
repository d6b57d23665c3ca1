"""Reading a catalog as an e-reader app does, in either version of OPDS."""

import json
from urllib.parse import urlparse

from tests.views.catalogs.atom import ATOM, entries, read, texts

NAVIGATION = "application/atom+xml;profile=opds-catalog;kind=navigation"


ACQUISITION = "application/atom+xml;profile=opds-catalog;kind=acquisition"


OPEN_ACCESS = "http://opds-spec.org/acquisition/open-access"


OPENSEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"


FOLLOWED = ("subsection", "http://opds-spec.org/sort/new")
"""Relations that KOReader follows from an entry; it passes over others."""


VERSIONS = ["/opds/", "/opds/v2/"]


def path_of(address):
    parts = urlparse(address)
    return parts.path + (f"?{parts.query}" if parts.query else "")


def find(element, **wanted):
    return [
        link for link in element.findall(f"{ATOM}link")
        if all(link.get(name) == value for name, value in wanted.items())
    ]  # fmt: skip


def feed1(client, path):
    """An OPDS 1.2 feed, by the specification's MUSTs and SHOULDs."""
    answer = client.get(path)
    root = read(answer)
    kind = answer["Content-Type"].removesuffix(";charset=utf-8")
    assert kind in (NAVIGATION, ACQUISITION)
    assert find(root, rel="self", type=kind, href=f"http://testserver{path}")
    (start,) = find(root, rel="start", type=NAVIGATION)
    assert path_of(start.get("href")) == "/opds/"
    assert find(root, rel="search", type="application/opensearchdescription+xml")
    for entry in entries(root):
        got = [x for x in find(entry) if x.get("rel").startswith("http://opds-spec.org/acq")]
        if kind == NAVIGATION:
            (link,) = find(entry)
            assert link.get("type") in (NAVIGATION, ACQUISITION) and not got
            assert link.get("rel") in FOLLOWED
        else:
            publication1(entry, got)
    return root


def publication1(entry, got):
    (link,) = got
    assert (link.get("rel"), link.get("type")) == (OPEN_ACCESS, "application/epub+zip")
    assert len(find(entry, type="text/html", rel="alternate")) == 1
    for rel in ("http://opds-spec.org/image", "http://opds-spec.org/image/thumbnail"):
        assert len(find(entry, rel=rel, type="image/png")) == 1
    assert entry.findtext("{http://purl.org/dc/terms/}language")
    assert entry.findtext("{http://purl.org/dc/terms/}issued")


def feed2(client, path):
    """An OPDS 2.0 feed, by its JSON schemas."""
    answer = client.get(path)
    assert answer.status_code == 200 and answer["Content-Type"] == "application/opds+json"
    feed = json.loads(answer.content)
    assert feed["metadata"]["title"]
    links = {link["rel"]: link for link in feed["links"]}
    assert links["self"]["href"] == f"http://testserver{path}"
    assert links["search"]["templated"] and "{?query}" in links["search"]["href"]
    assert "navigation" in feed or "publications" in feed
    for link in feed.get("navigation", []):
        assert link["title"] and link["href"] and link["rel"]
        assert link["type"] == "application/opds+json"
    for publication in feed.get("publications", []):
        publication2(publication)
    return feed


def publication2(publication):
    metadata = publication["metadata"]
    assert metadata["@type"] == "http://schema.org/Book"
    assert metadata["title"] and metadata["identifier"].startswith("urn:uuid:")
    rels = {link["rel"]: link["type"] for link in publication["links"]}
    assert rels["self"] == "application/opds-publication+json"
    assert rels[OPEN_ACCESS] == "application/epub+zip"
    assert publication["images"][0]["type"] in ("image/jpeg", "image/png", "image/gif")


def titles(client, version, path):
    """The titles in a list, of either version."""
    if version == "/opds/":
        return [texts(entry, "title")[0] for entry in entries(feed1(client, version + path))]
    feed = feed2(client, version + path)
    found = [place["title"] for place in feed.get("navigation", [])]
    return found + [p["metadata"]["title"] for p in feed.get("publications", [])]


def everywhere(client, version):
    """Every page of a catalogue that links lead to from its root, by path."""
    waiting, seen = [version], {}
    while waiting:
        path = waiting.pop()
        if path in seen or "/shelves/" in path:
            continue
        if version == "/opds/":
            seen[path] = feed1(client, path)
            links = [
                x.get("href") for e in (seen[path], *entries(seen[path])) for x in find(e)
                if x.get("type") in (NAVIGATION, ACQUISITION)
            ]  # fmt: skip
        else:
            seen[path] = feed = feed2(client, path)
            links = [link["href"] for link in feed["links"] if not link.get("templated")]
            links += [link["href"] for link in feed.get("navigation", [])]
        waiting += [path_of(link) for link in links]
    return seen
