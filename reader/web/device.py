"""The device that somebody reads on."""

from __future__ import annotations

from hashlib import sha256

from django.http import HttpRequest


def device_of(request: HttpRequest) -> str:
    """A name for the device that a reader is signed in on: it tells devices apart, and no more."""
    key = request.session.session_key
    return sha256(key.encode()).hexdigest()[:16] if key else ""
