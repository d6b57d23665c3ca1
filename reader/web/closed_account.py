"""The account that somebody in front of a browser has closed, and has just shown to be theirs."""

from __future__ import annotations

import time

from django.http import HttpRequest

from reader.models import Departure, Reader

CLOSED = "closed_account"
KEPT_FOR = 30 * 60
"""Seconds in which they can say whether they come back, before they are asked to sign in again."""


def remember_closed(request: HttpRequest, reader: Reader) -> None:
    """Remember in this session that the reader signed in. The session gets another key, so that
    nobody who knew the old one has it too."""
    request.session.cycle_key()
    request.session[CLOSED] = [reader.pk, time.time()]


def shut_account(request: HttpRequest) -> Reader | None:
    """The account that was signed in to here, if moderators closed it."""
    key = _remembered(request)
    if key is None:
        return None
    return Reader.objects.filter(pk=key, closed_at__isnull=False).first()


def closed_account(request: HttpRequest) -> Departure | None:
    """The closed account that was signed in to here, if it can still be opened again."""
    key = _remembered(request)
    if key is None:
        return None
    return Departure.objects.revocable().filter(reader=key).select_related("reader").first()


def forget_closed(request: HttpRequest) -> None:
    """Ask no more."""
    request.session.pop(CLOSED, None)


def _remembered(request: HttpRequest) -> int | None:
    key, since = request.session.get(CLOSED, (None, 0))
    return None if since < time.time() - KEPT_FOR else key
