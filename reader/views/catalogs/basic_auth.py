"""Signing in as e-reader apps do: by name and password with each request (RFC 7617)."""

from __future__ import annotations

from base64 import b64decode

from django.contrib.auth import authenticate
from django.http import HttpRequest, HttpResponse, JsonResponse

from reader.models import Reader
from reader.web.rate_limits import hit, is_allowed

FAILED = "catalog_password_failed"
"""The limit that wrong passwords count towards."""


def reader_of(request: HttpRequest) -> Reader | None:
    """Who asks: by the session of a browser, or by name and password.

    Wrong passwords are counted, and after a few of them none is tried for a while.
    """
    if isinstance(request.user, Reader):
        return request.user
    credentials = _credentials(request)
    if credentials is None:
        return None
    username, password = credentials
    if not is_allowed(request, FAILED, key=username.lower()):
        return None
    found = authenticate(request, username=username, password=password)
    if isinstance(found, Reader):
        return found
    hit(request, FAILED, key=username.lower())
    return None


def _credentials(request: HttpRequest) -> tuple[str, str] | None:
    """The name and the password that a request gives, if it gives any."""
    scheme, _, encoded = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        username, colon, password = b64decode(encoded, validate=True).decode().partition(":")
    except ValueError:
        return None
    if not colon or "\0" in username:
        return None
    return username, password


def ask_for_password(request: HttpRequest) -> HttpResponse:
    """401, with an Authentication for OPDS 1.0 document for apps that show it."""
    how = {
        "type": "http://opds-spec.org/auth/basic",
        "labels": {"login": "Username", "password": "Password"},
    }
    about = {
        "id": request.build_absolute_uri(request.path),
        "title": "Gloss",
        "description": "Sign in with your username and password to see your shelves.",
        "authentication": [how],
    }
    kind = "application/opds-authentication+json"
    response = JsonResponse(about, status=401, content_type=kind)
    response["WWW-Authenticate"] = 'Basic realm="Gloss", charset="UTF-8"'
    return response
