"""A reader's own highlight: changing, removing it, and putting it back."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from reader.actions.margin.highlight import remove_highlight
from reader.models import Chapter, Highlight
from reader.models.margin.highlight import HighlightQuerySet
from reader.models.people.suspension import refuse_suspended
from reader.views.margin.forms import HighlightForm
from reader.views.margin.highlight_row import highlight_row
from reader.views.margin.page_update import page_update, thread_html
from reader.views.margin.panel import panel, panel_context
from reader.views.margin.stretches import stretch_of
from reader.views.margin.threads import threads_of
from reader.views.reading.readable_chapter import hide_if_unreadable, readable_chapter
from reader.views.site.forms import status_of
from reader.web.redirects import next_url
from reader.web.request import SignedInRequest
from reader.web.store_once import store_once

SELECTION = "selection"
"""The bar at the selected words, which sends the same as the forms in a thread."""


@require_POST
@login_required
def update(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change a highlight's colour, its note, or whether others see it."""
    highlight = _own_highlight(request, pk)
    form = HighlightForm(request.POST, instance=highlight)
    if not form.is_valid():
        return _refusal(request, highlight, form)
    changes = {name: form.cleaned_data[name] for name in ("colour", "note", "public")}
    with store_once(request):
        if changes["public"] and not form.initial["public"]:
            refuse_suspended(request.user)
        highlight.change(**changes)
    if not request.htmx:
        return HttpResponseRedirect(next_url(request, url_of(highlight)), status=303)
    return _updated_page(request, highlight, "Saved.")


@require_POST
@login_required
def remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a highlight away, and offer to put it back."""
    highlight = _own_highlight(request, pk)
    with store_once(request):
        remove_highlight(highlight)
    if not request.htmx:
        return render(request, "margin/highlight_removed.html", {"highlight": highlight})
    if request.htmx.target == SELECTION:  # it was itself an undo
        return _updated_page(request, highlight, "")
    undo = reverse("highlight_restore", args=[highlight.pk])
    return _updated_page(request, highlight, "Highlight removed.", undo)


@require_POST
@login_required
def restore(request: SignedInRequest, pk: int) -> HttpResponse:
    """Undo."""
    highlight = get_object_or_404(_with_passage(), pk=pk, reader=request.user)
    hide_if_unreadable(request.user, highlight.passage.chapter)
    with store_once(request):
        highlight.put_back()
    if not request.htmx:
        return HttpResponseRedirect(url_of(highlight), status=303)
    return _updated_page(request, highlight, "Highlight restored.")


def url_of(highlight: Highlight) -> str:
    """The paragraph that a highlight begins in."""
    passage = highlight.passage
    return f"{passage.chapter.get_absolute_url()}{passage.fragment}"


def _updated_page(
    request: SignedInRequest, highlight: Highlight, message: str, undo: str = ""
) -> HttpResponse:
    """What changes on the page that the reader is on: the list of highlights, or a chapter."""
    if _is_in_list(request):
        return highlight_row(request, highlight.pk)
    passage = highlight.passage
    chapter, thread = passage.chapter, ""
    if chapter.number:
        chapter = readable_chapter(request.user, chapter.story.slug, chapter.number)
    if request.htmx.target != SELECTION and _is_readable(request, chapter):
        thread = thread_html(request, chapter, passage)
    update = page_update(request, chapter, stretch_of(passage), message, undo=undo)
    return HttpResponse(thread + update)


def _is_readable(request: SignedInRequest, chapter: Chapter) -> bool:
    """Whether the reader may read the chapter of a highlight, which may have been taken out."""
    if chapter.number:
        return True
    return Chapter.objects.visible_to(request.user).filter(pk=chapter.pk).exists()


def _refusal(request: SignedInRequest, highlight: Highlight, form: HighlightForm) -> HttpResponse:
    """The form with what was typed, and what is wrong with it, where it stood."""
    if _is_in_list(request) or next_url(request, ""):
        context = {"highlight": highlight, "form": form, "colours": Highlight.Colour.values}
        template = "margin/highlight.html#editing" if request.htmx else "margin/highlight.html"
        return render(request, template, context, status=status_of(form))
    chapter = highlight.passage.chapter
    (thread,) = threads_of(request.user, chapter, [highlight.passage])
    thread.highlight_form = form
    if not request.htmx:
        return panel(request, chapter, [thread], status=status_of(form))
    context = panel_context(chapter, request.user) | {"thread": thread}
    return render(request, "margin/_thread.html", context, status=status_of(form))


def _is_in_list(request: SignedInRequest) -> bool:
    """Whether the highlight stands in the list of highlights, not in a chapter's margin."""
    return (request.htmx.target or "").startswith("highlight-")


def _own_highlight(request: SignedInRequest, pk: int) -> Highlight:
    """Raises Http404."""
    standing = _with_passage().filter(removed_at=None)
    found = get_object_or_404(standing, pk=pk, reader=request.user)
    hide_if_unreadable(request.user, found.passage.chapter)
    return found


def _with_passage() -> HighlightQuerySet:
    return Highlight.objects.select_related(
        "passage__chapter__story__author", "passage__chapter__revision", "passage__revision"
    )
