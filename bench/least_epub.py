"""The least EPUB there is: one page of paragraphs."""

from __future__ import annotations

import zipfile
from html import escape
from pathlib import Path

CONTAINER = """<?xml version="1.0"?><container version="1.0"
 xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="book.opf"
 media-type="application/oebps-package+xml"/></rootfiles></container>"""
PACKAGE = """<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0"
 unique-identifier="id"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier
 id="id">
gloss-bench</dc:identifier><dc:title>A chapter</dc:title><dc:language>en</dc:language></metadata>
<manifest><item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="text" href="text.xhtml" media-type="application/xhtml+xml"/></manifest>
<spine><itemref idref="text"/></spine></package>"""
PAGE = """<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"
 xmlns:epub="http://www.idpf.org/2007/ops"><head><title>A chapter</title></head><body>{}</body>
</html>"""
NAV = '<nav epub:type="toc"><ol><li><a href="text.xhtml">A chapter</a></li></ol></nav>'


def write_epub(path: Path, text: str) -> None:
    """The plain text of a chapter as the least EPUB there is."""
    paragraphs = ""
    for block in text.split("\n\n"):
        if block:
            paragraphs += f"<p>{escape(block)}</p>"
    with zipfile.ZipFile(path, "w") as book:
        book.writestr("mimetype", "application/epub+zip")
        book.writestr("META-INF/container.xml", CONTAINER)
        book.writestr("book.opf", PACKAGE)
        book.writestr("nav.xhtml", PAGE.format(NAV))
        book.writestr("text.xhtml", PAGE.format(paragraphs))
