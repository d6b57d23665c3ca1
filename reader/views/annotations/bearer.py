"""Signing in as programs do: with a token (RFC 6750)."""

from __future__ import annotations

from django.http import HttpRequest

from reader.models import Token
from reader.views.annotations.refusal import Refusal


def sign_in_by_token(request: HttpRequest) -> bool:
    """Make the request that of a token's reader; whether it has one. Raises Refusal."""
    kind, _, secret = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() != "bearer":
        return False
    token = Token.objects.recognise(secret.strip())
    if token is None:
        challenge = ask_for_token("invalid_token")
        raise Refusal(401, "This token is unknown or was revoked.", **challenge)
    request.user = token.reader
    return True


def ask_for_token(error: str = "") -> dict[str, str]:
    """The header that asks for a token."""
    more = f', error="{error}"' if error else ""
    return {"WWW-Authenticate": f'Bearer realm="annotations"{more}'}
