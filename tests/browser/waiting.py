"""Waiting for what a script brings about: Playwright's own way asks to evaluate strings."""

import time
from collections.abc import Callable

from playwright.sync_api import Page

PATIENCE = 40  # seconds
POLL = 50  # milliseconds

DRAWN = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
SHIFTS = """
window.shift = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) shift += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""


def until(page: Page, so: str | Callable[[], object]) -> None:
    """Wait until an expression on the page, or a question to the database, is true."""
    end = time.monotonic() + PATIENCE
    while not (page.evaluate(so) if isinstance(so, str) else so()):
        assert time.monotonic() < end, f"never so: {so}"
        page.wait_for_timeout(POLL)


def until_drawn(page: Page) -> None:
    """Wait until the page has been drawn twice: what an event set off at once is done by then."""
    page.evaluate(DRAWN)


def watch_shifts(page: Page) -> None:
    """Let each page that is opened add up in `shift` how far what is on it is moved."""
    page.add_init_script(SHIFTS)
