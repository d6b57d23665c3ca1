"""Highlighting what is selected."""

from __future__ import annotations

from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.http import HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_POST
from django_htmx.http import trigger_client_event

from reader.actions.margin.highlight import NoteIsTooLong, highlight_words
from reader.actions.margin.locate import WordsAreGone
from reader.models import Chapter, Highlight, Reader
from reader.views.margin.forms import MarkForm
from reader.views.margin.highlight import SELECTION, url_of
from reader.views.margin.page_update import page_update, thread_html
from reader.views.margin.panel import panel, panel_context
from reader.views.margin.stretches import selected_stretch, stretch_of
from reader.views.margin.threads import Thread
from reader.views.reading.readable_chapter import readable_chapter
from reader.views.site.errors import WORDS_ARE_GONE, say_plainly
from reader.web.rate_limits import too_often
from reader.web.request import SignedInRequest
from reader.web.store_once import store_once


@require_POST
@login_required
def create(request: SignedInRequest, slug: str, number: int) -> HttpResponse:
    """Highlight what is selected, with a note if one is sent along."""
    chapter = readable_chapter(request.user, slug, number)
    form = MarkForm(request.POST)
    if not form.is_valid():
        return _refusal(request, chapter, form)
    if refusal := too_often(request, "highlight"):
        return say_plainly(request, refusal, 429)
    try:
        stretch = selected_stretch(request.POST, chapter)
        with store_once(request):
            highlight = mark(request.user, chapter, stretch, form)
    except WordsAreGone:
        return say_plainly(request, WORDS_ARE_GONE, 409)
    except NoteIsTooLong:
        form.add_error("note", _too_long_together())
        return _refusal(request, chapter, form)
    asks = request.user.ask_about_marks()
    if not request.htmx:
        page = url_of(highlight)
        if asks:
            page = f"{reverse('highlights_count')}?{urlencode({'next': page})}"
        return HttpResponseRedirect(page, status=303)
    passage = highlight.passage
    chapter = passage.chapter  # as it is now: it was held while the highlight was stored
    is_bar = request.htmx.target == SELECTION
    shown = "" if is_bar else _in_panel(request, chapter, highlight)
    message = "" if is_bar else "Highlighted."  # the bar says so itself
    update = page_update(request, chapter, stretch_of(passage), message, asks=asks)
    return trigger_client_event(HttpResponse(shown + update), "marked", _undo(highlight))


def mark(reader: Reader, chapter: Chapter, stretch: tuple[int, int], form: MarkForm) -> Highlight:
    """Highlight a stretch of the chapter's text as a valid form says. Raises WordsAreGone,
    and NoteIsTooLong."""
    said = form.cleaned_data
    return highlight_words(
        chapter, reader, *stretch, said["colour"], note=said["note"], public=said["public"]
    )


def _too_long_together() -> str:
    """What is said of a further note for which the one that is there leaves no room."""
    longest = settings.LONGEST_HIGHLIGHT_NOTE
    return (
        f"With the note that these words have already, it would be longer than {longest:,} "
        "characters. Shorten it, or edit the note that is there."
    )


def _in_panel(request: SignedInRequest, chapter: Chapter, highlight: Highlight) -> str:
    """What takes the place of the form that was sent: one to change the highlight by, where the
    thread is there and stays as it is; else the thread."""
    passage = highlight.passage
    if not (request.htmx.target or "").startswith("mark-"):
        return thread_html(request, chapter, passage, highlight=highlight)
    thread = Thread(request.user, chapter, (passage.start, passage.end), passage)
    thread.highlight = highlight
    context = panel_context(chapter) | {"thread": thread, "highlight": highlight}
    return render_to_string("margin/_highlight_form.html", context, request)


def _undo(highlight: Highlight) -> dict[str, object]:
    """What the bar needs to know to take the mark back: the colour that the words had before, or
    where it is removed."""
    return {
        "passage": highlight.passage_id,
        "before": highlight.colour_before,
        "remove": reverse("highlight_remove", args=[highlight.pk]),
    }


def _refusal(request: SignedInRequest, chapter: Chapter, form: MarkForm) -> HttpResponse:
    """What is wrong; without script, with the form and what was typed."""
    if "colour" in form.errors:
        raise BadRequest("Choose one of the colours.")
    if request.htmx:
        return say_plainly(request, str(form.errors["note"][0]), 422)
    try:
        stretch = selected_stretch(request.POST, chapter)
    except WordsAreGone:
        return say_plainly(request, WORDS_ARE_GONE, 409)
    thread = Thread(request.user, chapter, stretch)
    thread.mark_form = form
    return panel(request, chapter, [], whole=thread, status=422)
