"""The same story in Calibre's content server, where that is installed: its bytes, its time."""

from __future__ import annotations

import shutil
import socket
import subprocess
import tempfile
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from pathlib import Path
from statistics import median
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import Browser

from bench.bars import Bars

ROUNDS = 5
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
    paragraphs = "".join(f"<p>{escape(block)}</p>" for block in text.split("\n\n") if block)
    with zipfile.ZipFile(path, "w") as book:
        book.writestr("mimetype", "application/epub+zip")
        book.writestr("META-INF/container.xml", CONTAINER)
        book.writestr("book.opf", PACKAGE)
        book.writestr("nav.xhtml", PAGE.format(NAV))
        book.writestr("text.xhtml", PAGE.format(paragraphs))


@contextmanager
def content_server(text: str) -> Iterator[str]:
    """Calibre's content server on a library of that one book: its address."""
    with tempfile.TemporaryDirectory() as folder, socket.socket() as free:
        book, library = Path(folder) / "book.epub", Path(folder) / "library"
        write_epub(book, text)
        library.mkdir()
        command = ["calibredb", "add", "--with-library", str(library), str(book)]
        subprocess.run(command, check=True, capture_output=True)
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        server = subprocess.Popen(
            ["calibre-server", "--listen-on", "127.0.0.1", "--port", str(port), str(library)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        base = f"http://127.0.0.1:{port}"
        try:
            for _ in range(200):
                try:
                    urlopen(base).close()
                    break
                except (URLError, ConnectionError):
                    time.sleep(0.2)
            yield base
        finally:
            server.terminate()
            server.wait()


def compare(bars: Bars, browser: Browser, base: str, chapter: object) -> None:
    """Cold visits of each in turn, so that a busy machine slows both; the book is prepared."""
    if not shutil.which("calibre-server"):
        print("  Calibre's content server is not installed (Debian: calibre): not compared")
        return
    from bench.browser import Traffic, time_to_text

    opening = chapter.text[:40]
    with content_server(chapter.text) as theirs:
        read = f"{theirs}/#book_id=1&fmt=EPUB&library_id=library&mode=read_book"

        def visit(ours: bool) -> tuple[float, int, int]:
            context = browser.new_context(base_url=base)
            page = context.new_page()
            traffic = Traffic(page)
            if ours:
                words = page.locator("#text").get_by_text(opening)
                taken = time_to_text(page, chapter.get_absolute_url(), words)
            else:
                words = page.frame_locator("iframe").get_by_text(opening)
                taken = time_to_text(page, read, words)
            page.wait_for_load_state("networkidle")
            page.wait_for_timeout(1500)
            context.close()
            return taken, traffic.bytes, traffic.requests

        visit(False)
        rounds = [(visit(True), visit(False)) for _ in range(ROUNDS)]
    faster = median(ours[0] / theirs[0] for ours, theirs in rounds)
    ours, theirs = (
        [median(column) for column in zip(*visits, strict=True)]
        for visits in zip(*rounds, strict=True)
    )
    print(f"  beside Calibre's content server: {ours[2]:.0f} requests beside {theirs[2]:.0f}")
    name = f"bytes: {ours[1]:,.0f} beside {theirs[1]:,.0f}"
    bars.at_most(f"Calibre's {name}", ours[1] / theirs[1], 0.1, form=".3f")
    name = f"first readable text: {ours[0]:.0f} ms beside {theirs[0]:.0f} ms"
    bars.at_most(f"Calibre's {name}", faster, 0.33)
