"""A book's package document: the files that it names, and in which order they are read.

https://www.w3.org/TR/epub-33/, https://idpf.org/epub/20/spec/OPF_2.0_final_spec.html
"""

from __future__ import annotations

import re

from lxml import etree

from reader.importing.files.packages import Package

_CONTAINER = "META-INF/container.xml"
_NO_PAGE = re.compile(r"image/(?!svg)|text/css|font|audio/|video/|javascript|smil|x-dtbncx")


class PackageDocument:
    """The package document of a book: its `name` in the package, its `root`, and the `items` by
    their ids. Raises KeyError where the package holds no book."""

    def __init__(self, package: Package) -> None:
        self._package = package
        rootfile = next(package.xml(_CONTAINER).iter("{*}rootfile"), None)
        name = "" if rootfile is None else rootfile.get("full-path") or ""
        self.name = package.find(name) or name
        self.root = package.xml(self.name)
        self.items = {item.get("id"): item for item in self.root.iter("{*}item")}

    def find(self, item: etree._Element | None) -> str:
        """The name of the file that an element of the document names, or nothing."""
        href = "" if item is None else item.get("href") or ""
        return self._package.find(href, self.name) if href else ""

    def guide(self) -> dict[str, str]:
        """What EPUB 2's guide says that each file is."""
        guide: dict[str, str] = {}
        for reference in self.root.iter("{*}reference"):
            guide[self.find(reference)] = reference.get("type") or ""
        return guide

    def stylesheets(self) -> tuple[str, ...]:
        """The names of the stylesheets that are in the book."""
        names: list[str] = []
        for item in self.items.values():
            if item.get("media-type") == "text/css":
                names.append(self.find(item))
        return tuple(filter(None, names))


def is_page(item: etree._Element) -> bool:
    """Whether an item of a package document may be a page of text."""
    return not _NO_PAGE.search((item.get("media-type") or "").lower())
