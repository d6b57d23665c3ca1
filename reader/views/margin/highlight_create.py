"""Highlighting what is selected."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.http import HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_POST

from reader.actions.margin.highlight import highlight_words
from reader.actions.margin.locate import WordsAreGone
from reader.models import Highlight
from reader.views.margin.highlight import url_of
from reader.views.margin.page_update import page_update, thread_html
from reader.views.margin.stretches import selected_stretch, stretch_of
from reader.views.reading.readable_chapter import readable_chapter
from reader.views.site.errors import WORDS_ARE_GONE, say_plainly
from reader.web.rate_limits import too_often
from reader.web.request import SignedInRequest
from reader.web.store_once import store_once

SELECTION = "selection"
"""The bar at the selected words, which sends the same as the form in a thread."""


@require_POST
@login_required
def create(request: SignedInRequest, slug: str, number: int) -> HttpResponse:
    """Highlight what is selected."""
    chapter = readable_chapter(request.user, slug, number)
    colour = request.POST.get("colour", "")
    if colour not in Highlight.Colour.values:
        raise BadRequest("Choose one of the colours.")
    if refusal := too_often(request, "highlight"):
        return say_plainly(request, refusal, 429)
    try:
        start, end = selected_stretch(request.POST, chapter)
        with store_once(request):
            highlight = highlight_words(chapter, request.user, start, end, colour)
    except WordsAreGone:
        return say_plainly(request, WORDS_ARE_GONE, 409)
    if not request.htmx:
        return HttpResponseRedirect(url_of(highlight), status=303)
    passage = highlight.passage
    chapter = passage.chapter  # as it is now: it was held while the highlight was stored
    thread = ""
    if request.htmx.target != SELECTION:  # beside which no thread is open
        thread = thread_html(request, chapter, passage, highlight=highlight)
    return HttpResponse(thread + page_update(request, chapter, stretch_of(passage), "Highlighted."))
