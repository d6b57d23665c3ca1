"""What an EPUB says: the pages of its spine, one after the other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import unescape

from lxml import etree

from reader.importing.counting.file_text import FileText
from reader.importing.counting.html import page_text
from reader.importing.files.packages import Package
from reader.importing.files.xml import local_name, whole_text
from reader.importing.html.decoding import decode_html
from reader.importing.html.parsing import parse

_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)[A-Za-z]\w{1,31};")
_NO_TEXT = re.compile(r"image/(?!svg)|text/css|font|audio/|video/|javascript|smil|x-dtbncx")


def epub_text(data: bytes) -> FileText:
    """What the pages of a book say; besides, its metadata, its contents and its other pages."""
    package = Package(data)
    root, opf = _package_document(package)
    items = {item.get("id"): item for item in root.iter("{*}item")}
    spine = dict.fromkeys(ref.get("idref") for ref in root.iter("{*}itemref"))
    pages = [_page(package.read(name)) for name in _pages(package, opf, map(items.get, spine))]
    others = [item for key, item in items.items() if key not in spine]
    beside = [whole_text(root)]
    beside += [_page(package.read(name)).whole for name in _pages(package, opf, others)]
    beside += [page.beside for page in pages]
    beside += _contents(package, opf, items.values())
    return FileText(
        "\n\n".join(page.body for page in pages),
        "\n".join(page.whole for page in pages),
        "\n".join(beside),
    )


def _package_document(package: Package) -> tuple[etree._Element, str]:
    """The root of a book's package document, and its name."""
    rootfile = next(package.xml("META-INF/container.xml").iter("{*}rootfile"), None)
    name = "" if rootfile is None else rootfile.get("full-path") or ""
    name = package.find(name) or name
    return package.xml(name), name


def _pages(package: Package, opf: str, items: Iterable[etree._Element | None]) -> Iterator[str]:
    """The names of those files among some items that are there and are pages."""
    for item in items:
        name = "" if item is None else package.find(item.get("href") or "", opf)
        if item is not None and name and not _NO_TEXT.search(_kind_of(item)):
            yield name


def _contents(package: Package, opf: str, items: Iterable[etree._Element]) -> Iterator[str]:
    """The words of EPUB 2's tables of contents."""
    for item in items:
        name = package.find(item.get("href") or "", opf)
        if name and "x-dtbncx" in _kind_of(item):
            for element in package.xml(name).iter():
                if local_name(element) == "text":
                    yield whole_text(element, "")


def _kind_of(item: etree._Element) -> str:
    return (item.get("media-type") or "").lower()


def _page(data: bytes) -> FileText:
    """What a page says: as XML, which it ought to be, or else as any page."""
    text = _ENTITY.sub(lambda entity: unescape(entity[0]), decode_html(data))
    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False
    )
    try:
        text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
        return page_text(etree.fromstring(text.encode(), parser=parser))
    except etree.XMLSyntaxError:
        return page_text(parse(text if text.strip() else "<p></p>"))
