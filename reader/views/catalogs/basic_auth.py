"""Signing in as e-reader apps do: by name and password with each request (RFC 7617)."""

from __future__ import annotations

from base64 import b64decode
from hashlib import sha256

from allauth.account.adapter import get_adapter
from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth import authenticate
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, JsonResponse

from reader.models import Reader, Token
from reader.models.people.token import PREFIX
from reader.web.rate_limits import hit, is_allowed

FAILED = "catalog_password_failed"
"""The limit that wrong passwords count towards."""
REMEMBERED = 30 * 24 * 60 * 60
"""Seconds for which it is known from where a reader was let in."""


def reader_of(request: HttpRequest) -> Reader | None:
    """Who asks: by the session of a browser, or by name and password.

    In place of the password an app may have a token. Wrong ones are counted, and after a few of
    them none is tried for a while.
    """
    if isinstance(request.user, Reader):
        return request.user
    credentials = _credentials(request)
    if credentials is None:
        return None
    username, password = credentials
    key = _counted_under(request, username)
    if not is_allowed(request, FAILED, key=key):
        return None
    found = _reader_by_token(username, password) or _reader_by_password(request, username, password)
    if found is None:
        hit(request, FAILED, key=key)
        return None
    cache.set(_place(request, username), True, REMEMBERED)
    return found


def _reader_by_token(username: str, secret: str) -> Reader | None:
    token = Token.objects.recognise(secret) if secret.startswith(PREFIX) else None
    is_theirs = token and token.reader.username.casefold() == username.casefold()
    return token.reader if token and is_theirs else None


def _reader_by_password(request: HttpRequest, username: str, password: str) -> Reader | None:
    """Who has this password; nobody who signs in with a second step, which an app cannot ask for:
    they give it a token."""
    found = authenticate(request, username=username, password=password)
    if not isinstance(found, Reader) or is_mfa_enabled(found):
        return None
    return found


def _counted_under(request: HttpRequest, username: str) -> str:
    """What wrong passwords are counted under, besides the address: the name. Where its reader was
    let in lately, that place counts for itself, so that nobody who guesses elsewhere keeps them
    out."""
    place = _place(request, username)
    return place if cache.get(place) else username.lower()


def _place(request: HttpRequest, username: str) -> str:
    told = f"{username.lower()} {get_adapter().get_client_ip(request)}"
    return f"catalog-reader:{sha256(told.encode()).hexdigest()}"


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
