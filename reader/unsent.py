"""Words that came after their writer's session had ended: kept in the browser's session, and
offered again once they have signed in."""

from __future__ import annotations

from typing import TypedDict

from allauth.core import ratelimit
from django.http import HttpRequest
from django.utils.crypto import get_random_string

KEY = "unsent"
"""Where they are in the session; and the field of a form that says which of them it sends."""
WRITTEN = ("text", "note", "source", "summary", "bio")
"""The fields that somebody writes in; in a set of forms their names end so."""
_OURS = ("csrfmiddlewaretoken", KEY)
MOST = 300_000
"""Code points that are kept for one browser: as much as a long chapter."""


class Unsent(TypedDict):
    """A form that was not taken: where it was sent to, from which page, and what it held."""

    path: str
    page: str
    fields: list[list[str]]


def is_written(name: str) -> bool:
    """Whether somebody writes in the field of this name, rather than chooses."""
    return name.rpartition("-")[2] in WRITTEN


def keep(request: HttpRequest, page: str) -> bool:
    """Keep the form that was sent from `page`, beside what is kept already. False where nothing
    was written in it, or there is no room: too much, or too often from one address."""
    sent = request.POST.lists()
    fields = [[name, value] for name, values in sent for value in values if name not in _OURS]
    if not any(is_written(name) and value.strip() for name, value in fields):
        return False
    form, known = Unsent(path=request.path, page=page, fields=fields), kept(request)
    if form in known.values():
        return True
    held = sum(len(value) for one in (form, *known.values()) for _, value in one["fields"])
    if held > MOST or not ratelimit.consume(request, action=KEY):
        return False
    request.session[KEY] = known | {get_random_string(8): form}
    return True


def kept(request: HttpRequest) -> dict[str, Unsent]:
    """What is kept for whoever uses this browser, the oldest first, each with a name."""
    return request.session.get(KEY, {})


def let_go(request: HttpRequest, name: str) -> bool:
    """It was sent, or nobody wants it any more. False where nothing of that name was kept."""
    forms = kept(request)
    if name not in forms:
        return False
    del forms[name]
    request.session[KEY] = forms
    return True
