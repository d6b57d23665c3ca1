"""The same story in Calibre's content server, where that is installed: its bytes, its time."""

from __future__ import annotations

import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import NamedTuple
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import Browser, Locator, Page

from bench.bars import Bars
from bench.least_epub import write_epub
from bench.visits import Traffic, time_to_text

ROUNDS = 5


class Visit(NamedTuple):
    """What a visit took until the first words could be read, and what it asked for in all."""

    milliseconds: float
    bytes: float
    requests: float


@contextmanager
def content_server(text: str) -> Iterator[str]:
    """Calibre's content server on a library of that one book: its URL."""
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
    opening = chapter.text[:40]
    ours, theirs = [], []
    with content_server(chapter.text) as calibre:
        book = f"{calibre}/#book_id=1&fmt=EPUB&library_id=library&mode=read_book"

        def visit_ours() -> Visit:
            return visit(browser, base, chapter.get_absolute_url(), _in_our_page, opening)

        def visit_theirs() -> Visit:
            return visit(browser, base, book, _in_their_frame, opening)

        visit_theirs()
        for _ in range(ROUNDS):
            ours.append(visit_ours())
            theirs.append(visit_theirs())
    faster = median(a.milliseconds / b.milliseconds for a, b in zip(ours, theirs, strict=True))
    mine, calibres = average(ours), average(theirs)
    print(
        f"  beside Calibre's content server: {mine.requests:.0f} requests beside "
        f"{calibres.requests:.0f}"
    )
    name = f"bytes: {mine.bytes:,.0f} beside {calibres.bytes:,.0f}"
    bars.at_most(f"Calibre's {name}", mine.bytes / calibres.bytes, 0.1, form=".3f")
    name = f"first readable text: {mine.milliseconds:.0f} ms beside {calibres.milliseconds:.0f} ms"
    bars.at_most(f"Calibre's {name}", faster, 0.33)


def visit(
    browser: Browser, base: str, url: str, find: Callable[[Page, str], Locator], opening: str
) -> Visit:
    """A cold visit, with nothing of an earlier one in the browser's cache."""
    context = browser.new_context(base_url=base)
    page = context.new_page()
    traffic = Traffic(page)
    taken = time_to_text(page, url, find(page, opening))
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(1500)
    context.close()
    return Visit(taken, traffic.bytes, traffic.requests)


def _in_our_page(page: Page, opening: str) -> Locator:
    return page.locator("#text").get_by_text(opening)


def _in_their_frame(page: Page, opening: str) -> Locator:
    return page.frame_locator("iframe").get_by_text(opening)


def average(visits: Sequence[Visit]) -> Visit:
    """The median of each figure."""
    return Visit(
        median(visit.milliseconds for visit in visits),
        median(visit.bytes for visit in visits),
        median(visit.requests for visit in visits),
    )
