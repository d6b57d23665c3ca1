"""Words that came after their writer's session had ended: kept for the reader whose session it
was, and offered again once they have signed in.

Whose it was says a signed cookie, which every page for a reader sets and signing out leaves: a form
that passes the CSRF check was made for whoever signed in last, as each signing in makes the tokens
of all earlier pages void. What was sent where nobody had signed in before is kept in the browser's
session, for the first who signs in or up there.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypedDict

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import get_random_string

from reader.models import Reader, Unsent
from reader.text.whole_numbers import whole_number
from reader.web.cookies import A_YEAR, set_cookie
from reader.web.rate_limits import hit
from reader.web.request import HtmxHttpRequest

KEY = "unsent"
"""Where a visitor's are in the session; and the field of a form that says which one it sends."""
TYPED = "typed"
"""The field of a form by which a page knows again what it sent (static/js/writing.js)."""
TAKEN = "taken"
"""The cookie that tells the page that comes next which form was taken."""
WHOSE = "whose"
"""The cookie that says who was signed in last."""
WRITTEN = ("text", "note", "source", "summary", "bio", "title", "byline", "tag_names", "name")
"""The fields that somebody writes in; in a set of forms their names end so."""
_OURS = ("csrfmiddlewaretoken", KEY)
MOST = 300_000
"""Code points that are kept for one reader, or one browser: as much as a long chapter."""


class Form(TypedDict):
    """A form as it was sent: where to, from which page, and what it held."""

    path: str
    page: str
    fields: list[list[str]]


def is_written(name: str) -> bool:
    """Whether somebody writes in the field of this name, rather than chooses."""
    return name.rpartition("-")[2] in WRITTEN


def remember_whose(request: HttpRequest, response: HttpResponse) -> None:
    """Note in the browser who is signed in, where the answer was made for them."""
    reader = getattr(request, "_cached_user", None)  # who never was asked for need not be loaded
    html = response.get("Content-Type", "").startswith("text/html")
    if reader is None or not reader.is_authenticated or not html:
        return
    if _whose(request) != str(reader.pk):
        response.set_signed_cookie(
            WHOSE, str(reader.pk), salt=WHOSE, max_age=A_YEAR, httponly=True,
            samesite="Lax", secure=settings.SESSION_COOKIE_SECURE,
        )  # fmt: skip


def _whose(request: HttpRequest) -> str:
    return request.get_signed_cookie(WHOSE, default="", salt=WHOSE) or ""


def keep(request: HttpRequest, page: str) -> bool:
    """Keep the form that was sent from `page`, beside what is kept already. False where nothing
    was written in it, or there is no room: too much, or too often from one address."""
    fields, something_written = [], False
    for name, value in _typed(request):
        fields.append([name, value])
        if is_written(name) and value.strip():
            something_written = True
    if not something_written:
        return False
    form, whose = Form(path=request.path, page=page, fields=fields), _whose(request)
    reader = Reader.objects.filter(pk=whose, is_active=True).first() if whose else None
    if whose and reader is None:
        return False  # they have left, and nobody else shall find it
    known = _forms_of(reader) if reader else request.session.get(KEY, {})
    before, length = "", _length(form)
    for name, other in known.items():
        if not before and _is_same(form, other):
            before = name
        else:
            length += _length(other)
    if length > MOST:
        return False
    if not before and not hit(request, "pending_submission"):
        return False
    if reader is None:
        request.session[KEY] = known | {before or get_random_string(8): form}
    elif before:
        Unsent.objects.filter(pk=before).update(fields=fields)
    else:
        Unsent.objects.create(reader=reader, **form)
    return True


def _typed(request: HttpRequest) -> Iterator[tuple[str, str]]:
    """The fields of a form that was sent, without what the page put there."""
    for name, values in request.POST.lists():
        if name not in _OURS:
            for value in values:
                yield name, value


def _is_same(one: Form, other: Form) -> bool:
    """Whether a form was sent twice: a page gives each sending another name."""

    def without_name(form: Form) -> list[list[str]]:
        return [pair for pair in form["fields"] if pair[0] != TYPED]

    same_place = (one["path"], one["page"]) == (other["path"], other["page"])
    return same_place and without_name(one) == without_name(other)


def _length(form: Form) -> int:
    """Code points in the fields of a form."""
    length = 0
    for _, value in form["fields"]:
        length += len(value)
    return length


def _forms_of(reader: Reader) -> dict[str, Form]:
    forms = {}
    for row in reader.unsent.all():
        forms[str(row.pk)] = Form(path=row.path, page=row.page, fields=row.fields)
    return forms


def adopt(request: HttpRequest) -> None:
    """What was written here by somebody who had never signed in is theirs who sign in first."""
    if KEY not in request.session or not request.user.is_authenticated:
        return
    for form in request.session.pop(KEY).values():
        Unsent.objects.create(reader=request.user, **form)


def kept(request: HttpRequest) -> dict[str, Form]:
    """What is kept for the reader who is signed in, the oldest first, each with a name."""
    adopt(request)
    return _forms_of(request.user) if request.user.is_authenticated else {}


def let_go(request: HttpRequest, name: str) -> bool:
    """It was sent, or its writer does not want it any more. False where nothing of that name was
    kept for who is signed in."""
    pk = whole_number(name)
    if pk is None or not request.user.is_authenticated:
        return False
    return request.user.unsent.filter(pk=pk).delete()[0] > 0


def acknowledge(request: HtmxHttpRequest, response: HttpResponse) -> None:
    """Tell the page that comes next, by a cookie, that the form which was just sent was taken, so
    that its browser lets go of what it kept of it. What htmx sent sees the answer itself."""
    typed = request.POST.get(TYPED, "")
    if typed.isdecimal() and len(typed) < 30 and not request.htmx:
        set_cookie(request, response, TAKEN, typed, seconds=600)
