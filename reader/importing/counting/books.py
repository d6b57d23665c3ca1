"""What an EPUB says: the pages of its spine, one after the other."""

from __future__ import annotations

import re
from html import unescape

from lxml import etree

from reader.importing.counting.pages import said_on
from reader.importing.counting.said import Said, name_of
from reader.importing.files.packages import Package
from reader.importing.html.html import decoded
from reader.importing.html.parsing import parse

_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)[A-Za-z]\w{1,31};")
_NO_TEXT = re.compile(r"image/|text/css|font|audio/|video/|javascript|smil|x-dtbncx")


def said_in(data: bytes) -> Said:
    """What the pages of a book say; besides, its metadata, its contents and its other pages."""
    package = Package(data)
    container = package.xml("META-INF/container.xml")
    opf = next((e.get("full-path") or "" for e in container.iter("{*}rootfile")), "")
    opf = package.find(opf) or opf
    root = package.xml(opf)
    items = {item.get("id"): item for item in root.iter("{*}item")}
    spine = dict.fromkeys(ref.get("idref") for ref in root.iter("{*}itemref"))
    body, whole, beside = [], [], ["\n".join(root.itertext())]
    for key, item in items.items():
        name = package.find(item.get("href") or "", opf)
        if not name or _NO_TEXT.search((item.get("media-type") or "").lower()):
            continue
        if key not in spine:
            beside.append(_page(package.read(name)).whole)
    for key in spine:
        item = items.get(key)
        name = "" if item is None else package.find(item.get("href") or "", opf)
        if name and not _NO_TEXT.search((item.get("media-type") or "").lower()):
            said = _page(package.read(name))
            body.append(said.body)
            whole.append(said.whole)
            beside.append(said.beside)
    beside += ["".join(e.itertext()) for e in _contents(package, items.values(), opf)]
    return Said("\n\n".join(body), "\n".join(whole), "\n".join(beside))


def _contents(package: Package, items: object, opf: str) -> list[etree._Element]:
    found: list[etree._Element] = []
    for item in items:
        name = package.find(item.get("href") or "", opf)
        if name and "x-dtbncx" in (item.get("media-type") or ""):
            found += [e for e in package.xml(name).iter() if name_of(e) == "text"]
    return found


def _page(data: bytes) -> Said:
    """What a page says: as XML, which it ought to be, or else as any page."""
    text = _ENTITY.sub(lambda entity: unescape(entity[0]), decoded(data))
    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False
    )
    try:
        text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
        return said_on(etree.fromstring(text.encode(), parser=parser))
    except etree.XMLSyntaxError:
        return said_on(parse(text if text.strip() else "<p></p>"))
