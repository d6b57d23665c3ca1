"""Waiting for what a script brings about: Playwright's own way asks to evaluate strings."""

import time
from collections.abc import Callable

from playwright.sync_api import Page

PATIENCE = 20  # seconds


def until(page: Page, so: str | Callable[[], object]) -> None:
    """Wait until an expression on the page, or a question to the database, is true."""
    end = time.monotonic() + PATIENCE
    while not (page.evaluate(so) if isinstance(so, str) else so()):
        assert time.monotonic() < end, f"never so: {so}"
        page.wait_for_timeout(50)
