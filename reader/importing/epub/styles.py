"""The stylesheets of a book, each read once however many pages name it."""

from __future__ import annotations

from lxml.html import HtmlElement

from reader.importing.epub.package_document import PackageDocument
from reader.importing.files.packages import Package
from reader.importing.html.stylesheets import Stylesheets, sheets_in


class BookStyles:
    """The stylesheets of a book, by the names of their files."""

    def __init__(self, package: Package, document: PackageDocument) -> None:
        self._package = package
        self._document = document
        self._read: dict[tuple[str, ...], Stylesheets] = {}

    def dress(self, tree: HtmlElement, name: str) -> None:
        """Write into a page's elements what its stylesheets say of them."""
        links = tree.xpath("//link[contains(@rel, 'stylesheet')]/@href")
        found = [self._package.find(href, name) for href in links]
        files = tuple(filter(None, found))
        files = files or self._document.stylesheets()  # a page that names none was to have them
        own = sheets_in(tree)
        if own:
            styles = Stylesheets(self._sources(files) + own)
        elif files in self._read:
            styles = self._read[files]
        else:
            styles = self._read[files] = Stylesheets(self._sources(files))
        styles.dress(tree)

    def _sources(self, files: tuple[str, ...]) -> list[str]:
        return [self._package.read(file).decode("utf-8", "replace") for file in files]
