"""Forms that were sent after the session had ended: saved for the reader whose session it was, and
offered again once they have signed in.

Whose session it was is known from the browser (`last_reader`): a form that passes the CSRF check
was made for whoever signed in last, because each sign-in voids the tokens of all earlier pages;
unless the form says itself that it was made for a visitor. What a visitor sends, and what is sent
where nobody had signed in before, is saved in the browser's session, for the first who signs in or
up there.

An act of one press, such as a highlight, is done as soon as they have (`acts_at_the_door`).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TypedDict

from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils import timezone
from django.utils.crypto import get_random_string

from reader.models import PendingSubmission, Reader
from reader.text.whole_numbers import whole_number
from reader.web import last_reader
from reader.web.cookies import set_cookie
from reader.web.path_inside import path_inside
from reader.web.rate_limits import hit
from reader.web.request import HtmxHttpRequest

KEY = "unsent"
"""Where a visitor's are in the session; and the form field that names the one it sends again."""
TYPED = "typed"
"""The form field by which a page recognises what it sent (static/js/writing.js)."""
TAKEN = "taken"
"""The cookie that tells the next page which form was accepted."""
VISITOR = "visitor"
"""The form field by which a page that was made for a visitor says so."""
WRITTEN = (
    *("text", "note", "source", "summary", "bio", "title", "byline", "tag_names", "name"),
    *("suggestion", "remark"),
)
"""The fields that somebody writes in; in a formset, the last parts of their names."""
FOLLOWING = ("story_follow", "author_follow", "passage_follow", "comment_follow")
ACTS = ("highlight_create", *FOLLOWING)
"""Routes whose forms are acts of one press: they are saved although nothing is written in them."""
_OURS = ("csrfmiddlewaretoken", KEY, VISITOR)
MOST = 300_000
"""Code points saved for one reader, or one browser: as much as a long chapter."""


class Form(TypedDict):
    """A form as it was sent: where to, from which page, what it held, and when (seconds
    since 1970)."""

    path: str
    page: str
    fields: list[list[str]]
    at: float


def is_written(name: str) -> bool:
    """Whether somebody writes in the field of this name, rather than chooses."""
    return name.rpartition("-")[2] in WRITTEN


def route_of(path: str) -> ResolverMatch | None:
    """The route that a path belongs to, if any."""
    try:
        return resolve(path_inside(path))
    except Resolver404:
        return None


def is_act(path: str) -> bool:
    """Whether what is sent to a path is an act of one press."""
    route = route_of(path)
    return route is not None and route.url_name in ACTS


def save(request: HttpRequest, page: str) -> bool:
    """Save the form that was sent from `page`, beside what is saved already. False where nothing
    was written in it and it is no act, or there is no room: too much, or too often from one IP
    address."""
    form = Form(path=request.path, page=page, fields=[], at=timezone.now().timestamp())
    something_written = is_act(request.path)
    for name, value in _typed(request):
        form["fields"].append([name, value])
        if is_written(name) and value.strip():
            something_written = True
    if not something_written:
        return False
    key = "" if VISITOR in request.POST else last_reader.key_of(request)
    reader = Reader.objects.filter(pk=key, is_active=True).first() if key else None
    if key and reader is None:
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
        sent_again = PendingSubmission.objects.filter(pk=before)
        sent_again.update(fields=form["fields"], created_at=_time_of(form))
    else:
        _store(reader, form)
    return True


def _store(reader: Reader, form: Form) -> None:
    PendingSubmission.objects.create(
        reader=reader,
        path=form["path"],
        page=form["page"],
        fields=form["fields"],
        created_at=_time_of(form),
    )


def _time_of(form: Form) -> datetime:
    """When a form was sent; in a session of an older version none says so."""
    return datetime.fromtimestamp(form.get("at", 0), UTC)


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
    for row in reader.pending_submissions.all():
        at = row.created_at.timestamp()
        forms[str(row.pk)] = Form(path=row.path, page=row.page, fields=row.fields, at=at)
    return forms


def adopt(request: HttpRequest) -> None:
    """Give what a visitor wrote in this browser to the first reader who signs in there."""
    if KEY not in request.session or not request.user.is_authenticated:
        return
    for form in request.session.pop(KEY).values():
        _store(request.user, form)


def pending(request: HttpRequest) -> dict[str, Form]:
    """What is saved for the reader who is signed in, the oldest first, each with a name."""
    adopt(request)
    return _forms_of(request.user) if request.user.is_authenticated else {}


def discard(request: HttpRequest, name: str) -> bool:
    """Delete a form that was sent, or that its writer no longer wants. False where none of that
    name is saved for the reader who is signed in."""
    pk = whole_number(name)
    if pk is None or not request.user.is_authenticated:
        return False
    return request.user.pending_submissions.filter(pk=pk).delete()[0] > 0


def acknowledge(request: HtmxHttpRequest, response: HttpResponse) -> None:
    """Tell the next page, by a cookie, that the form just sent was accepted, so that the browser
    drops its copy. What htmx sent sees the answer itself."""
    typed = request.POST.get(TYPED, "")
    if typed.isdecimal() and len(typed) < 30 and not request.htmx:
        set_cookie(request, response, TAKEN, typed, seconds=600)
