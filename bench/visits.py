"""Visits to a page in a real Chromium: what it asks for, and when its words are there."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from playwright.sync_api import Browser, BrowserContext, Locator, Page, sync_playwright

from bench.server import ROOT

WIDE = {"viewport": {"width": 1280, "height": 800}}


class Traffic:
    """What a page asks the network for: how many times, and how many bytes come back as they are
    sent; fonts are counted among them and apart. What its service worker has for it is not."""

    def __init__(self, page: Page) -> None:
        self.requests, self.bytes = 0, 0
        self.fonts, self.font_bytes = 0, 0
        self._font_requests: set[str] = set()
        protocol = page.context.new_cdp_session(page)
        protocol.send("Network.enable")
        protocol.on("Network.responseReceived", self._asked)
        protocol.on("Network.loadingFinished", self._came)

    def _asked(self, event: dict) -> None:
        url = event["response"]["url"]
        if url.startswith("data:") or event["response"].get("fromServiceWorker"):
            return
        self.requests += 1
        if url.endswith(".woff2"):
            self.fonts += 1
            self._font_requests.add(event["requestId"])

    def _came(self, event: dict) -> None:
        came = int(event["encodedDataLength"])
        self.bytes += came
        if event["requestId"] in self._font_requests:
            self.font_bytes += came


def signed_in(
    browser: Browser, base: str, reader: object, screen: Mapping[str, object] = WIDE
) -> BrowserContext:
    """A browser in which this reader is signed in, with a screen of that kind."""
    from django.test import Client

    client = Client()
    client.force_login(reader)
    context = browser.new_context(base_url=base, **screen)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": base}
    context.add_cookies([cookie])
    return context


@contextmanager
def chromium() -> Iterator[Browser]:
    """An installed Chromium, without a window."""
    # Playwright's synchronous interface keeps an event loop in this thread.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    command = ["scripts/find-chromium"]
    path = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path.stdout.strip(), args=["--no-sandbox", "--disable-gpu"]
        )
        yield browser
        browser.close()


def time_to_text(page: Page, url: str, words: Locator) -> float:
    """Milliseconds from asking for a page to words that can be read."""
    begun = time.perf_counter()
    page.goto(url, wait_until="commit")
    words.wait_for()
    return 1000 * (time.perf_counter() - begun)
