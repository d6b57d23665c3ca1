"""What a visitor pressed before they signed in or up, done once they have: words are marked, and a
story, an author or a thread is followed.

It was sent by a form that passed the CSRF check, is kept in that browser's session, or for the
reader whose session had ended, and is done in answer to the form by which they sign in. An older
one is only offered: somebody else may have pressed it.
"""

from __future__ import annotations

from datetime import timedelta

from django.core.exceptions import BadRequest
from django.db import transaction
from django.http import Http404, HttpRequest, QueryDict
from django.urls import ResolverMatch, reverse
from django.utils import timezone

from reader.actions.margin.highlight import NoteIsTooLong
from reader.actions.margin.locate import WordsAreGone
from reader.models import Reader, Story
from reader.models.inbox.follow import is_own, may_not_follow
from reader.models.people.suspension import Suspended
from reader.views.inbox.follow import followable, say
from reader.views.margin.forms import MarkForm
from reader.views.margin.highlight import url_of
from reader.views.margin.highlight_create import mark
from reader.views.margin.stretches import selected_stretch
from reader.views.reading.readable_chapter import readable_chapter
from reader.web.pending_submissions import (
    FOLLOWING,
    Form,
    discard,
    is_act,
    pending,
    route_of,
)
from reader.web.rate_limits import too_often

LONGEST_AGO = timedelta(minutes=30)
"""What was pressed before that is not done by itself: as static/js/at_the_door.js has it."""


def carry_out(request: HttpRequest, reader: Reader) -> str:
    """Do what is saved for the reader who has just signed in, as far as it is fresh acts. Gives
    the URL where the last of it is to be seen, or of what is left to look over; an empty string
    where nothing was saved."""
    page = ""
    since = (timezone.now() - LONGEST_AGO).timestamp()
    for name, form in pending(request).items():
        if is_act(form["path"]) and form["at"] > since:
            page = _done(request, reader, name, form) or page
    return reverse("pending_submissions") if pending(request) else page


def _done(request: HttpRequest, reader: Reader, name: str, form: Form) -> str:
    """Do what a form asks for, and forget it, both or neither. Gives the URL where that is to be
    seen, or an empty string where it can't be done any more."""
    where = route_of(form["path"])
    data = QueryDict(mutable=True)
    for field, value in form["fields"]:
        data.appendlist(field, value)
    try:
        if where and where.url_name in FOLLOWING:
            return _followed(request, reader, name, form, where, data)
        return _marked(request, reader, name, where, data) if where else ""
    except (BadRequest, Http404, NoteIsTooLong, Suspended, WordsAreGone):
        return ""


def _followed(
    request: HttpRequest,
    reader: Reader,
    name: str,
    form: Form,
    where: ResolverMatch,
    data: QueryDict,
) -> str:
    """Follow what a form names, unless it is the reader's own: who writes it hears of it anyway; or
    there is a block. Gives the URL of its words, or of the page it came from."""
    what = followable(reader, **where.kwargs)
    with transaction.atomic():
        if not discard(request, name):
            return ""
        if not (is_own(reader, what) or may_not_follow(reader, what)):
            say(reader, what, data.get("following", ""))
    return form["page"] if isinstance(what, Story | Reader) else what.url_in_chapter


def _marked(
    request: HttpRequest, reader: Reader, name: str, where: ResolverMatch, data: QueryDict
) -> str:
    """Mark the words that a form names. Gives the URL of their paragraph."""
    said = MarkForm(data)
    if not said.is_valid() or too_often(request, "highlight"):
        return ""
    chapter = readable_chapter(reader, **where.kwargs)
    stretch = selected_stretch(data, chapter)
    with transaction.atomic():
        if not discard(request, name):
            return ""
        return url_of(mark(reader, chapter, stretch, said))
