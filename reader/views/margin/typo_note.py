"""Suggesting a correction to the authors of a story: sent, changed, taken back by its writer."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from reader.actions.margin.locate import WordsAreGone
from reader.actions.margin.typo_note import (
    NOT_WELCOME,
    are_typos_welcome,
    edit_typo_note,
    send_typo_note,
    take_back,
)
from reader.actions.refused import Refused
from reader.models import Chapter, TypoNote
from reader.models.margin.comment_html import html_of
from reader.views.margin.forms import TypoForm
from reader.views.margin.not_now import not_now
from reader.views.margin.stretches import selected_stretch
from reader.views.reading.readable_chapter import readable_chapter
from reader.views.site.errors import WORDS_ARE_GONE, say_plainly
from reader.views.site.forms import status_of
from reader.web.request import SignedInRequest
from reader.web.store_once import store_once

SENT = "Sent: only the author of the story sees it."
WAITS = "Saved. The author sees it once a moderator has looked at it."


@login_required
def create(request: SignedInRequest, slug: str, number: int) -> HttpResponse:
    """A form with the words that were chosen; posted, what they should be is sent."""
    chapter = readable_chapter(request.user, slug, number)
    is_sent = request.method == "POST"
    if not is_sent and not are_typos_welcome(chapter.story, request.user):
        return say_plainly(request, NOT_WELCOME, 403)
    try:
        stretch = selected_stretch(request.POST or request.GET, chapter, quoted=is_sent)
    except WordsAreGone:
        return _gone(request, chapter)
    start, end = stretch
    words = chapter.text[start:end]
    before = _sent_before(request, chapter, stretch)
    initial = {"suggestion": words, "remark": ""}
    if before and before.quote == words:
        initial = {"suggestion": before.suggestion, "remark": before.remark}
    form = TypoForm(words, request.POST if is_sent else None, initial=initial)
    place = {"revision": chapter.current_revision.number, "start": start, "end": end}
    context = {
        "chapter": chapter,
        "words": words,
        "form": form,
        "place": place | {"words": words},
        "block": chapter.current_revision.block_at(start),
    }
    if not is_sent or not form.is_valid():
        return _form(request, context, status_of(form))
    said = form.cleaned_data
    if reason := _not_now(request, said):
        form.add_error(None, reason)
        return _form(request, context, 429)
    try:
        with store_once(request):
            note = send_typo_note(chapter, start, end, **said, by=request.user)
    except WordsAreGone:
        return _gone(request, chapter)
    except Refused as refused:
        form.add_error(None, str(refused))
        return _form(request, context, 409 if request.htmx else 403)
    done = WAITS if note.held_at else SENT
    if request.htmx:
        return _form(request, context | {"done": done, "note": note})
    messages.success(request, done)
    return HttpResponseRedirect(_list(note), status=303)


@login_required
def update(request: SignedInRequest, pk: int) -> HttpResponse:
    """What one suggested, and what came of it; while it is open, a form to change it by."""
    note = _own(request, pk)
    initial = {"suggestion": note.suggestion, "remark": note.remark}
    is_sent = request.method == "POST"
    form = TypoForm(note.quote, request.POST if is_sent else None, initial=initial)
    context = {"note": note, "chapter": note.chapter, "words": note.quote, "form": form}
    if not is_sent or not form.is_valid():
        return render(request, "margin/typo_note.html", context, status=status_of(form))
    said = form.cleaned_data
    if reason := _not_now(request, said):
        form.add_error(None, reason)
        return render(request, "margin/typo_note.html", context, status=429)
    try:
        edit_typo_note(note, **said)
    except Refused as refused:
        form.add_error(None, str(refused))
        return render(request, "margin/typo_note.html", context, status=409)
    messages.success(request, "Saved.")
    return HttpResponseRedirect(_list(note), status=303)


@login_required
def delete(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take back what one suggested, once one has said so twice."""
    note = _own(request, pk)
    if request.method != "POST":
        context = {"note": note, "chapter": note.chapter, "words": note.quote, "asks": True}
        return render(request, "margin/typo_note.html", context)
    take_back(note)
    messages.success(request, "Taken back.")
    return HttpResponseRedirect(reverse("comment_list"), status=303)


def _not_now(request: SignedInRequest, said: dict[str, str]) -> str:
    """Why this is too much at once, or an empty string."""
    return not_now(request, html_of(f"{said['suggestion']}\n{said['remark']}", request.user))


def _form(request: SignedInRequest, context: dict[str, object], status: int = 200) -> HttpResponse:
    """In the panel for htmx, else on a page of its own."""
    template = "margin/_typo_panel.html" if request.htmx else "margin/typo_note.html"
    return render(request, template, context, status=status)


def _gone(request: SignedInRequest, chapter: Chapter) -> HttpResponse:
    """That the words are gone, with what was typed, if anything was."""
    if request.method != "POST":
        return say_plainly(request, WORDS_ARE_GONE, 409)
    words = request.POST.get("quote", "")
    form = TypoForm(words, request.POST)
    form.add_error(None, WORDS_ARE_GONE)
    place = {name: request.POST.get(name, "") for name in ("revision", "start", "end")}
    context = {"chapter": chapter, "words": words, "form": form, "place": place | {"words": words}}
    return _form(request, context, 409)


def _sent_before(
    request: SignedInRequest, chapter: Chapter, stretch: tuple[int, int]
) -> TypoNote | None:
    """The reader's open note on the very words."""
    start, end = stretch
    here = {"passage__chapter": chapter, "passage__start": start, "passage__end": end}
    present = {"passage__revision": chapter.revision_id, "passage__loose": False}
    return TypoNote.objects.open().filter(reader=request.user, **here, **present).first()


def _own(request: SignedInRequest, pk: int) -> TypoNote:
    described = TypoNote.objects.described().with_shut(request.user)
    return get_object_or_404(described, reader=request.user, pk=pk)


def _list(note: TypoNote) -> str:
    return f"{reverse('comment_list')}#typo-{note.pk}"
