"""Cookies that say how somebody reads: never secret, and sent to this site alone."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse

A_YEAR = 365 * 24 * 3600
"""In seconds."""


def set_cookie(
    request: HttpRequest, response: HttpResponse, name: str, value: str, *, seconds: int = A_YEAR
) -> None:
    """Keep a value in the browser. Scripts of ours may read it, and change it at once."""
    response.set_cookie(
        name,
        value,
        max_age=seconds,
        path=settings.SESSION_COOKIE_PATH,
        samesite="Lax",
        secure=request.is_secure(),
    )
