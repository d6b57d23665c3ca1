"""What a table of contents calls the files of a book: EPUB 3's navigation, or EPUB 2's NCX."""

from __future__ import annotations

from reader.importing.archives.elements import words_of
from reader.importing.epub.book import Book

_NCX = "application/x-dtbncx+xml"

Entry = tuple[str, str, str]
"""Where an entry leads, its words, and the file that it stands in."""


def table_of_contents(book: Book) -> dict[str, list[tuple[str, str]]]:
    """For each file the entries that lead to it: anchor and title, in order."""
    labels: dict[str, list[tuple[str, str]]] = {}
    for href, words, beside in _entries(book) or _entries_of_ncx(book):
        name = book.package.find(href, beside)
        labels.setdefault(name, []).append((href.partition("#")[2], words))
    return labels


def _entries(book: Book) -> list[Entry]:
    entries: list[Entry] = []
    for item in book.document.items.values():
        file = book.document.find(item)
        if not file or "nav" not in (item.get("properties") or "").split():
            continue
        for nav in book.tree(file).iter("nav"):
            if "toc" in (nav.get("epub:type") or "toc").split():
                for link in nav.iter("a"):
                    _add(entries, book, (link.get("href") or "", words_of(link), file))
    return entries


def _entries_of_ncx(book: Book) -> list[Entry]:
    entries: list[Entry] = []
    for item in book.document.items.values():
        file = book.document.find(item)
        if not file or item.get("media-type") != _NCX:
            continue
        for point in book.package.xml(file).iter("{*}navPoint"):
            label = words_of(next(point.iterchildren("{*}navLabel"), None))
            content = next(point.iterchildren("{*}content"), None)
            if content is not None:
                _add(entries, book, (content.get("src") or "", label, file))
    return entries


def _add(entries: list[Entry], book: Book, entry: Entry) -> None:
    """Add an entry that has words and leads to a file of the book."""
    href, words, file = entry
    if words and book.package.find(href, file):
        entries.append(entry)
