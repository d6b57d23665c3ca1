"""A real Chromium: phones and desktops, with and without script, and what must never happen."""

from __future__ import annotations

import os
import re
import shutil
import time
from collections.abc import Callable, Iterator
from zlib import crc32

import pytest
from axe_playwright_python.sync_playwright import Axe, AxeResults
from django.core.management import CommandError
from django.db import OperationalError
from django.test import Client, TransactionTestCase
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from reader.models import Chapter, Reader
from tests.factories import make_chapter, make_reader

# Playwright's synchronous interface keeps an event loop in the thread that the tests use.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

PATIENCE = 40_000  # milliseconds
expect.set_options(timeout=PATIENCE)

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESKTOP = {"viewport": {"width": 1280, "height": 800}}
PHONE = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
}
REFUSAL = re.compile(
    r"(?:status of|Status Error Code) (?:4\d\d|50[27])|net::ERR_|htmx:(?:sendError|afterRequest)"
)
"""What a browser and htmx write to the console of an answer, or none, that a test asked for."""
SCREENS = {"desktop": DESKTOP, "phone": PHONE}
AXE = Axe().axe_script


_empty = TransactionTestCase._fixture_teardown


def _empty_patiently(self: TransactionTestCase) -> None:
    """Empty the tables after a test, once what a closing page still sent (its reader's place) is
    stored: PostgreSQL lets neither wait for the other, but ends one of them."""
    for wait in (0.3, 1, 3):
        try:
            return _empty(self)
        except (OperationalError, CommandError):
            time.sleep(wait)
    return _empty(self)


TransactionTestCase._fixture_teardown = _empty_patiently


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/browser" in str(item.fspath):
            item.add_marker(pytest.mark.browser)
            # A browser that shares two cores with a server and another browser can be kept waiting
            # past all patience: once more then, and the end of the run says so (R).
            item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def open_context(chromium: Browser, live_server) -> Iterator[Callable[..., BrowserContext]]:
    """Make browser contexts; whatever goes wrong unseen in one fails the test."""
    contexts: list[BrowserContext] = []
    wrong: list[str] = []

    def make(**options: object) -> BrowserContext:
        options = {"reduced_motion": "reduce", "service_workers": "block"} | options
        context = chromium.new_context(base_url=live_server.url, **options)
        context.set_default_timeout(PATIENCE)
        contexts.append(context)

        def watch(page: Page) -> None:
            page.on("pageerror", lambda error: wrong.append(f"script error: {error}"))
            page.on("console", lambda m: wrong.append(m.text) if m.type == "error" else None)
            page.on(
                "request",
                lambda request: (
                    None
                    if request.url.startswith((live_server.url, "data:", "about:"))
                    else wrong.append(f"asked a stranger: {request.url}")
                ),
            )

        context.on("page", watch)
        return context

    yield make
    for context in contexts:
        context.set_offline(True)  # what a page says as it is closed comes too late for the tables
        context.close()
    wrong[:] = [line for line in wrong if not REFUSAL.search(line)]
    assert not wrong, "\n".join(wrong)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Where people mark and talk (`both_screens`), a test is run at both sizes; elsewhere at one of
    them, which its name decides."""
    chosen = [mark.args[0] for mark in metafunc.definition.iter_markers("parametrize")]
    is_chosen = any("screen" in each for each in chosen)
    if is_chosen or "screen" not in metafunc.fixturenames:
        return
    names = list(SCREENS)
    if not metafunc.definition.get_closest_marker("both_screens"):
        names = [names[crc32(metafunc.function.__name__.encode()) % len(names)]]
    screens = [SCREENS[name] for name in names]
    metafunc.parametrize("screen", screens, ids=names)


@pytest.fixture
def page(open_context, screen) -> Page:
    return open_context(**screen).new_page()


@pytest.fixture
def plain_page(open_context, screen) -> Page:
    """A page in a browser without JavaScript."""
    return open_context(java_script_enabled=False, **screen).new_page()


@pytest.fixture
def sign_in(live_server) -> Callable[[Page, Reader], None]:
    """Sign a reader in without going through the form."""

    def into(page: Page, reader: Reader) -> None:
        client = Client()
        client.force_login(reader)
        cookie = client.cookies["sessionid"].value
        page.context.add_cookies(
            [{"name": "sessionid", "value": cookie, "url": live_server.url, "sameSite": "Lax"}]
        )

    return into


@pytest.fixture
def reader() -> Reader:
    return make_reader("rose", name="Rose")


@pytest.fixture
def chapter() -> Chapter:
    return make_chapter()


@pytest.fixture
def reading(page: Page, sign_in: Callable[..., None], reader: Reader, chapter: Chapter) -> Page:
    """A page on which the reader, signed in, reads the chapter."""
    sign_in(page, reader)
    page.goto(chapter.get_absolute_url())
    return page


@pytest.fixture
def accessible() -> Callable[..., None]:
    """Fail with what axe-core reports of a page; with its options, such as `runOnly`."""

    def check(page: Page, **options: object) -> None:
        if not page.evaluate("'axe' in window"):
            page.evaluate(AXE)
        # Stylesheets are read for experimental rules alone, media for what plays by itself.
        options = {"reporter": "no-passes", "preload": False} | options
        results = AxeResults(page.evaluate("(options) => axe.run(document, options)", options))
        assert results.violations_count == 0, f"{page.url}\n{results.generate_report()}"

    return check


SELECT = """([block, from, to]) => {
  const element = document.getElementById(block);
  const range = document.createRange();
  const find = (offset) => {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    let at = 0;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (at + node.length >= offset) return [node, offset - at];
      at += node.length;
    }
  };
  range.setStart(...find(from));
  range.setEnd(...find(to));
  element.scrollIntoView({ block: "center" });
  getSelection().removeAllRanges();
  getSelection().addRange(range);
  return range.toString();
}"""


@pytest.fixture
def select() -> Callable[..., str]:
    """Select code units `start` to `end` of the text of a block, by its number or name, as a hand
    would."""

    def do(page: Page, block: int | str, start: int, end: int) -> str:
        name = f"b{block}" if isinstance(block, int) else block
        return page.evaluate(SELECT, [name, start, end])

    return do
