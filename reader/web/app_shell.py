"""The app shell: what a page needs besides its own words, as one version that fits together."""

from __future__ import annotations

import re
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpRequest
from django.templatetags.static import static

from reader.web.staticfiles import STYLESHEETS

HASHED = re.compile(r"\.[0-9a-f]{12}\.\w+$")
"""A name that changes with what is in the file, as the manifest storage gives them."""
FACES = ("", "-italic", "-bold", "-capitals")
"""Of Literata, so that a chapter kept unread has its letters too."""
WORKER = ("routes", "keeping", "waiting", "sending", "answering", "adopting", "listening")
"""The files of static/js/worker/, joined in this order to be the service worker."""


class AppShell(NamedTuple):
    """A version, the URLs that belong to it, and the service worker's text."""

    version: str
    files: list[str]
    worker: str


def app_shell() -> AppShell:
    """The shell that this deployment serves. Made once, but anew for whoever is developing."""
    return _made.__wrapped__() if settings.DEBUG else _made()


def app_shell_version(request: HttpRequest) -> dict[str, str]:
    """For every template: the version of the shell that its page belongs to."""
    return {"version": app_shell().version}


@cache
def _made() -> AppShell:
    root = Path(settings.ROOT)
    names = [*STYLESHEETS, "icons/gloss.svg", "django_htmx/htmx-2.min.js"]
    for path in sorted((root / "static" / "js").glob("*.js")):
        names.append(f"js/{path.name}")
    for face in FACES:
        names.append(f"fonts/literata{face}.woff2")
    worker = _worker(root / "static" / "js" / "worker")
    digest = sha256(worker.encode())
    files = []
    for name in names:
        url = static(name)
        files.append(url)
        digest.update(url.encode() if HASHED.search(url) else _content(name))
    # A template that changed makes a new version, too: pages and their looks go together.
    for path in sorted((root / "templates").rglob("*.*")):
        digest.update(path.read_bytes())
    return AppShell(digest.hexdigest()[:16], files, worker)


def _worker(folder: Path) -> str:
    """The service worker's text."""
    text = ""
    for name in WORKER:
        text += (folder / f"{name}.js").read_text()
    return text


def _content(name: str) -> bytes:
    """What is in a static file, as its developer keeps it."""
    path = finders.find(name)
    if path is None:
        raise FileNotFoundError(f"There is no static file “{name}”.")
    return Path(path).read_bytes()
