"""Whether an answer is to be seen in a browser's window, or a program asks for it."""

from __future__ import annotations

from django.http import HttpRequest

SENT_BY_BROWSERS = ("Sec-Fetch-Mode", "Upgrade-Insecure-Requests")
"""Headers of a request for what a browser's window is to show; no program for feeds sends them.
The mode stays what it was where a service worker passes a request on; `Sec-Fetch-Dest` does not."""


def is_for_window(request: HttpRequest) -> bool:
    """Whether a browser asks for a page to show."""
    mode, window = (request.headers.get(name) for name in SENT_BY_BROWSERS)
    return mode == "navigate" if mode else window == "1"
