"""What a visitor pressed before they signed in or up, done once they have: the words are marked.

It was sent by a form that passed the CSRF check, is kept in that browser's session, or for the
reader whose session had ended, and is done in answer to the form by which they sign in.
"""

from __future__ import annotations

from django.core.exceptions import BadRequest
from django.db import transaction
from django.http import Http404, QueryDict

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
from reader.web.request import HtmxHttpRequest


def carry_out(request: HtmxHttpRequest, reader: Reader) -> str:
    """Do what is saved for the reader who has just signed in, as far as it is acts. Gives the URL
    where the last of it is to be seen, or an empty string where something is left to look over."""
    page = ""
    for name, form in pending(request).items():
        if is_act(form["path"]):
            page = _marked(request, reader, name, form) or page
    return "" if pending(request) else page


def _marked(request: HtmxHttpRequest, reader: Reader, name: str, form: Form) -> str:
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
