"""Words that came after their writer's session had ended: kept in the browser's session, and
offered again once they have signed in."""

from __future__ import annotations

from typing import TypedDict

from allauth.core import ratelimit
from django.http import HttpRequest

KEY = "unsent"
WRITTEN = ("text", "note", "source", "summary", "bio")
"""The fields that somebody writes in; in a set of forms their names end so."""
MOST = 300_000
"""Code points of a form that are kept: as much as a long chapter."""


class Unsent(TypedDict):
    """A form that was not taken: where it was sent to, from which page, and what it held."""

    path: str
    page: str
    fields: list[tuple[str, str]]


def is_written(name: str) -> bool:
    """Whether somebody writes in the field of this name, rather than chooses."""
    return name.rpartition("-")[2] in WRITTEN


def keep(request: HttpRequest, page: str) -> bool:
    """Keep the form that was sent from `page`. False where nothing was written in it, or there is
    no room: too much, or too often from one address."""
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name != "csrfmiddlewaretoken"
    ]
    if not any(is_written(name) and value.strip() for name, value in fields):
        return False
    if sum(len(name) + len(value) for name, value in fields) > MOST:
        return False
    if not ratelimit.consume(request, action=KEY):
        return False
    request.session[KEY] = Unsent(path=request.path, page=page, fields=fields)
    return True


def kept(request: HttpRequest) -> Unsent | None:
    """What was kept for whoever uses this browser."""
    return request.session.get(KEY)


def let_go(request: HttpRequest) -> None:
    """It was sent, or nobody wants it any more."""
    request.session.pop(KEY, None)
