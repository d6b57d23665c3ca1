"""What a visitor pressed before they signed in or up, done once they have: the words are marked.

It was sent by a form that passed the CSRF check, is kept in that browser's session, or for the
reader whose session had ended, and is done in answer to the form by which they sign in. An older
one is only offered: somebody else may have pressed it.
"""

from __future__ import annotations

from datetime import timedelta

from django.core.exceptions import BadRequest
from django.db import transaction
from django.http import Http404, HttpRequest, QueryDict
from django.urls import reverse
from django.utils import timezone

from reader.actions.margin.highlight import NoteIsTooLong
from reader.actions.margin.locate import WordsAreGone
from reader.models import Reader
from reader.views.margin.forms import MarkForm
from reader.views.margin.highlight import url_of
from reader.views.margin.highlight_create import mark
from reader.views.margin.stretches import selected_stretch
from reader.views.reading.readable_chapter import readable_chapter
from reader.web.pending_submissions import Form, discard, is_act, pending, route_of
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
            page = _marked(request, reader, name, form) or page
    return reverse("pending_submissions") if pending(request) else page


def _marked(request: HttpRequest, reader: Reader, name: str, form: Form) -> str:
    """Mark the words that a form names, and forget it, both or neither. Gives the URL of their
    paragraph, or an empty string where they can't be marked any more."""
    data = QueryDict(mutable=True)
    for field, value in form["fields"]:
        data.appendlist(field, value)
    said = MarkForm(data)
    where = route_of(form["path"])
    if where is None or not said.is_valid() or too_often(request, "highlight"):
        return ""
    try:
        chapter = readable_chapter(reader, **where.kwargs)
        stretch = selected_stretch(data, chapter)
        with transaction.atomic():
            if not discard(request, name):
                return ""
            return url_of(mark(reader, chapter, stretch, said))
    except (BadRequest, Http404, NoteIsTooLong, WordsAreGone):
        return ""
