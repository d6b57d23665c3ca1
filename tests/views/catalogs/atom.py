"""Read Atom as a strict feed reader does: every rule of RFC 4287 that a feed could break."""

import re
from urllib.parse import urlparse

from lxml import etree

ATOM = "{http://www.w3.org/2005/Atom}"
DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
ONCE = ("id", "title", "updated", "subtitle", "rights", "published", "summary", "content")
HOSTILE = "\x0b\x01\ufffe ]]> <b>&amp; \"'</b> \U0001f986 \u202e &#0; <!--"
"""What people may write, and XML must bear."""


def read(answer):
    """The root element of an answer, well-formed and valid."""
    assert answer.status_code == 200, answer.content[:300]
    assert answer["Content-Type"].startswith("application/atom+xml")
    root = etree.fromstring(answer.content, etree.XMLParser(resolve_entities=False))
    assert root.tag in (f"{ATOM}feed", f"{ATOM}entry")
    check(root)
    entries = root.findall(f"{ATOM}entry")
    names = [(texts(e, "id")[0], texts(e, "updated")[0]) for e in entries]
    assert len(set(names)) == len(names)
    for entry in entries:
        check(entry)
        alternate = [x for x in entry.findall(f"{ATOM}link") if x.get("rel") == "alternate"]
        assert alternate or entry.find(f"{ATOM}content") is not None
        assert root.find(f"{ATOM}author") is not None or entry.find(f"{ATOM}author") is not None
    if root.tag == f"{ATOM}feed":
        assert [x.get("href") for x in root.findall(f"{ATOM}link") if x.get("rel") == "self"]
    return root


def check(element):
    """What holds of a feed and of an entry alike."""
    for name in ("id", "title", "updated"):
        assert len(element.findall(f"{ATOM}{name}")) == 1, name
    for name in ONCE:
        assert len(element.findall(f"{ATOM}{name}")) <= 1, name
    assert urlparse(texts(element, "id")[0]).scheme in ("http", "https", "urn", "tag")
    for name in ("updated", "published"):
        assert all(DATE.fullmatch(text) for text in texts(element, name))
    for author in element.findall(f"{ATOM}author"):
        assert author.findtext(f"{ATOM}name").strip()
        assert urlparse(author.findtext(f"{ATOM}uri") or "http://x").scheme == "http"
    ways = set()
    for link in element.findall(f"{ATOM}link"):
        assert urlparse(link.get("href")).scheme == "http"
        way = (link.get("rel"), link.get("type"), link.get("href"))
        assert way not in ways
        ways.add(way)
    alternates = [way[1] for way in ways if way[0] == "alternate"]
    assert len(set(alternates)) == len(alternates)
    for name in ("title", "subtitle", "summary", "content"):
        for text in element.findall(f"{ATOM}{name}"):
            assert text.get("type") in (None, "text", "html") and len(text) == 0
    assert all(x.get("term") is not None for x in element.findall(f"{ATOM}category"))
    language = element.get("{http://www.w3.org/XML/1998/namespace}lang")
    assert language is None or LANGUAGE.fullmatch(language)


def texts(element, name):
    return [child.text or "" for child in element.findall(f"{ATOM}{name}")]


def entries(root):
    return root.findall(f"{ATOM}entry")


def links(element, rel):
    return [x.get("href") for x in element.findall(f"{ATOM}link") if x.get("rel") == rel]
