"""Firefox and WebKit, as the distribution has them, with the flows that everybody needs."""

from __future__ import annotations

import glob
import os
import re
import shutil
from collections.abc import Callable, Iterator

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from reader.models import Chapter, Reader
from tests.engines.firefox import Firefox
from tests.engines.network import Network
from tests.engines.webkit import WebKit
from tests.engines.window import Window
from tests.factories import make_chapter, make_reader

MINI_BROWSERS = "/usr/lib/*/webkit2gtk-4.*/MiniBrowser"
NOT_LOADED = re.compile(
    r"(?:dynamically imported module: |Failed to load ‘)[^ ’]*/static/([^ ’?]+)"
)
"""What Firefox writes of a module that did not come."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/engines" in str(item.fspath):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.flaky(reruns=2))


def _need(package: str, *found: str | None) -> None:
    """Go on if all was found. Where everything must be at hand, its absence fails the test."""
    if not all(found):
        missing = f"{package} is not installed: apt-get install {package}"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(missing)


def _firefox() -> Firefox:
    binary = shutil.which("firefox-esr") or shutil.which("firefox")
    _need("firefox-esr", binary)
    return Firefox(binary)


def _webkit() -> WebKit:
    driver, screen = shutil.which("WebKitWebDriver"), shutil.which("Xvfb")
    browser = max(glob.glob(MINI_BROWSERS), default=None)
    _need("webkit2gtk-driver", driver, browser)
    _need("xvfb", screen)
    return WebKit(driver, browser, screen)


@pytest.fixture(scope="session", params=[_firefox, _webkit], ids=["firefox", "webkit"])
def engine(request: pytest.FixtureRequest) -> Iterator[Firefox | WebKit]:
    """Each test that asks for it runs in both."""
    engine = request.param()
    yield engine
    engine.close()


@pytest.fixture
def network(live_server) -> Iterator[Network]:
    network = Network(live_server.thread.host, live_server.thread.port)
    yield network
    network.cut()


def _is_an_error(line: str) -> bool:
    """Whether something is wrong. That a page was left while it loaded a module, which is there, is
    not."""
    module = NOT_LOADED.search(line)
    return not (module and finders.find(module[1]))


@pytest.fixture
def window(engine: Firefox | WebKit, network: Network) -> Iterator[Window]:
    """A window; what goes wrong unseen in it fails the test."""
    window = engine.window(network.url)
    yield window
    wrong = [line for line in window.errors() if _is_an_error(line)]
    network.cut()  # what a page still says as it is closed comes too late for the database
    window.close()
    assert not wrong, "\n".join(wrong)


@pytest.fixture
def sign_in(window: Window) -> Callable[[Reader], None]:
    """Sign a reader in without going through the form."""

    def do(reader: Reader) -> None:
        client = Client()
        client.force_login(reader)
        window.set_cookie("sessionid", client.cookies["sessionid"].value)

    return do


@pytest.fixture
def reader() -> Reader:
    return make_reader("rose", name="Rose")


@pytest.fixture
def chapter() -> Chapter:
    return make_chapter()


@pytest.fixture
def reading(window: Window, sign_in: Callable[..., None], reader: Reader, chapter: Chapter):
    """A wide window in which the reader, signed in, reads the chapter."""
    window.resize(1280, 800)
    sign_in(reader)
    window.open(chapter.get_absolute_url())
    window.wait_for("() => document.hasFocus()")
    return window
