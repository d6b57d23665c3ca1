"""EPUB 3.3 (https://www.w3.org/TR/epub-33/), with an NCX for readers of old.

The same story gives the same bytes: files carry the time when the story was last changed.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from reader.exporting.stories import cover
from reader.exporting.stories.document import Book
from reader.exporting.stories.edition import Edition
from reader.exporting.stories.endnotes import Endnote
from reader.exporting.stories.epub.navigation import navigation_page, ncx
from reader.exporting.stories.epub.package import package
from reader.exporting.stories.epub.pages import page_xhtml, pages_of

_CSS = Path(__file__).parent.with_name("book.css")
_CONTAINER = """<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles>
<rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/>
</rootfiles>
</container>
"""
_EARLIEST = datetime(1980, 1, 1, tzinfo=UTC)
"""The first second that a ZIP file can say."""


def as_epub(edition: Edition, *, endnotes: Sequence[Endnote] = (), heading: str = "") -> bytes:
    """The EPUB of a story, with what readers wrote as endnotes under a `heading`, if there are."""
    book = Book(edition)
    pages = list(pages_of(book, endnotes, heading))
    contents_are_shown = len(edition.chapters) > 1
    navigation = navigation_page(pages, contents_are_shown=contents_are_shown)
    files: dict[str, str | bytes] = {
        "META-INF/container.xml": _CONTAINER,
        "EPUB/package.opf": package(book, pages, contents_are_shown=contents_are_shown),
        "EPUB/nav.xhtml": page_xhtml(book, navigation),
        "EPUB/toc.ncx": ncx(book, pages),
        "EPUB/book.css": _CSS.read_text(),
        "EPUB/cover.svg": cover.draw(edition.story),
    }
    for page in pages:
        files[f"EPUB/{page.name}"] = page_xhtml(book, page)
    for picture in edition.pictures.values():
        files[f"EPUB/{book.picture_url(picture)}"] = picture.read()
    return _zipped(files, edition.modified)


def _zipped(files: dict[str, str | bytes], modified: datetime) -> bytes:
    """The files as a ZIP file; bytes, which are pictures, are not compressed any further."""
    when = max(modified, _EARLIEST)
    file = io.BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED, compresslevel=6) as archive:
        archive.writestr(_entry("mimetype", when, ZIP_STORED), "application/epub+zip")
        for name, content in files.items():
            if isinstance(content, bytes):
                archive.writestr(_entry(name, when, ZIP_STORED), content)
            else:
                archive.writestr(_entry(name, when, ZIP_DEFLATED), content.encode())
    return file.getvalue()


def _entry(name: str, when: datetime, compression: int) -> ZipInfo:
    """An entry that says the same whatever machine it is made on."""
    second = (when.year, when.month, when.day, when.hour, when.minute, when.second)
    entry = ZipInfo(name, second)
    entry.create_system, entry.external_attr = 3, 0o644 << 16
    entry.compress_type = compression
    return entry
