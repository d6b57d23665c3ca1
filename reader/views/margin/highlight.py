"""A reader's own highlights: making, changing, removing them."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from reader.models import Highlight
from reader.models.library.chapter import WordsAreGone
from reader.views.margin.highlights import row
from reader.views.margin.margin import (
    changed,
    located,
    place_of,
    show,
    surroundings,
    thread_html,
    threads_of,
)
from reader.views.reading.chapter import chapter_for
from reader.views.reading.taken_out import is_closed
from reader.views.site.errors import WORDS_ARE_GONE, say_plainly
from reader.views.site.forms import HighlightForm, status_of
from reader.views.site.once import once
from reader.web.rate_limits import too_often


@require_POST
@login_required
def mark(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Highlight what is selected."""
    chapter = chapter_for(request, slug, number)
    colour = request.POST.get("colour", "")
    if colour not in Highlight.Colour.values:
        raise BadRequest("Choose one of the colours.")
    if refusal := too_often(request, "highlight"):
        return say_plainly(request, refusal, 429)
    try:
        start, end = located(request.POST, chapter)
        with once(request):
            highlight = Highlight.objects.mark(chapter, request.user, start, end, colour)
    except WordsAreGone:
        return say_plainly(request, WORDS_ARE_GONE, 409)
    if request.htmx:
        return HttpResponse(
            thread_html(request, chapter, highlight.passage)
            + changed(request, chapter, place_of(highlight.passage), "Highlighted.")
        )
    return HttpResponseRedirect(_back_to(highlight), status=303)


@require_POST
@login_required
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a highlight's colour, its note, or whether others see it."""
    highlight = _mine(request, pk)
    passage = highlight.passage
    form = HighlightForm(request.POST, instance=highlight)
    among_others = (request.htmx.target or "").startswith("highlight-")
    if not form.is_valid() and (among_others or _next(request)):
        context = {"highlight": highlight, "form": form, "colours": Highlight.Colour.values}
        template = "margin/highlight.html#editing" if request.htmx else "margin/highlight.html"
        return render(request, template, context, status=status_of(form))
    if not form.is_valid():
        (thread,) = threads_of(request, passage.chapter, [passage])
        thread.highlight_form = form
        if request.htmx:
            context = surroundings(passage.chapter) | {"thread": thread}
            return render(request, "margin/_thread.html", context, status=status_of(form))
        return show(request, passage.chapter, [thread], status=status_of(form))
    with once(request):
        highlight.change(**{name: form.cleaned_data[name] for name in ("colour", "note", "public")})
    if not request.htmx:
        return HttpResponseRedirect(_next(request) or _back_to(highlight), status=303)
    if among_others:
        return row(request, highlight)
    return HttpResponse(
        thread_html(request, passage.chapter, passage)
        + changed(request, passage.chapter, place_of(passage), "Saved.")
    )


@require_POST
@login_required
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a highlight away, and offer to put it back."""
    highlight = _mine(request, pk)
    with once(request):
        highlight.remove()
    if request.htmx:
        return _redrawn(request, highlight, "Highlight removed.", undo=_undo_url(highlight))
    return render(request, "margin/highlight_removed.html", {"highlight": highlight})


@require_POST
@login_required
def put_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Undo."""
    highlight = get_object_or_404(_with_passage(), pk=pk, reader=request.user)
    is_closed(request.user, highlight.passage.chapter)
    with once(request):
        highlight.put_back()
    if request.htmx:
        return _redrawn(request, highlight, "It is back.")
    return HttpResponseRedirect(_back_to(highlight), status=303)


def _redrawn(
    request: HttpRequest, highlight: Highlight, message: str, undo: str = ""
) -> HttpResponse:
    """What changes on the page that the reader is on: the list of highlights, or a chapter."""
    if (request.htmx.target or "").startswith("highlight-"):
        return row(request, highlight)
    passage = highlight.passage
    return HttpResponse(
        thread_html(request, passage.chapter, passage)
        + changed(request, passage.chapter, place_of(passage), message, undo=undo)
    )


def _undo_url(highlight: Highlight) -> str:
    return reverse("highlight_restore", args=[highlight.pk])


def _mine(request: HttpRequest, pk: int) -> Highlight:
    found = get_object_or_404(_with_passage().filter(removed_at=None), pk=pk, reader=request.user)
    is_closed(request.user, found.passage.chapter)
    return found


def _with_passage() -> object:
    return Highlight.objects.select_related(
        "passage__chapter__story__author", "passage__chapter__revision", "passage__revision"
    )


def _next(request: HttpRequest) -> str:
    """The page that a form asks to go back to, if it is one of ours."""
    wanted = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if ours else ""


def _back_to(highlight: Highlight) -> str:
    passage = highlight.passage
    return f"{passage.chapter.get_absolute_url()}#b{passage.block}"
