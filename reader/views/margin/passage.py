"""One passage: its thread, and the words that it is about."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django_htmx.http import HttpResponseClientRedirect

from reader.actions.margin.locate import WordsAreGone
from reader.actions.margin.reattach import reattach
from reader.models import Passage, Reader
from reader.text.whole_numbers import whole_number
from reader.views.margin.panel import panel
from reader.views.margin.stretches import chosen_paragraph, selected_stretch
from reader.views.margin.threads import MOST_THREADS, threads_of
from reader.views.reading.question import to_the_question
from reader.views.site.errors import WORDS_ARE_GONE, say_plainly
from reader.web.request import HtmxHttpRequest


def passage(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """A thread; `?also=` names others that overlap it, to be shown below. On a page of its own only
    for whom no question stands before the text."""
    found = _visible(request, pk)
    if asked := to_the_question(request, found.chapter, found.url_in_chapter):
        return asked
    passages = [found]
    also = _others(request)
    if also:
        visible = Passage.objects.visible_to(request.user)
        passages += visible.filter(chapter=found.chapter_id, pk__in=also).exclude(pk=found.pk)
    return panel(request, found.chapter, threads_of(request.user, found.chapter, passages))


def passage_text(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """To the words themselves, wherever they stand by now; posted, onto other words by hand."""
    found = _visible(request, pk)
    if request.method != "POST":
        return HttpResponseRedirect(found.url_in_chapter)
    chapter = found.chapter
    reader = request.user
    may_move = found.is_of(reader) and found.loose and chapter.number is not None
    if not isinstance(reader, Reader) or not may_move:
        raise PermissionDenied(
            "Only your own highlights and comments whose text is gone can be attached again."
        )
    try:
        stretch = chosen_paragraph(request.POST, chapter)
        if stretch is None:
            stretch = selected_stretch(request.POST, chapter)
        found = reattach(found, chapter, *stretch, by=reader)
    except WordsAreGone:
        return say_plainly(request, WORDS_ARE_GONE, 409)
    if request.htmx:
        return HttpResponseClientRedirect(found.url_in_chapter)
    return HttpResponseRedirect(found.url_in_chapter, status=303)


def _others(request: HttpRequest) -> list[int]:
    """The keys that `?also=` names."""
    keys = []
    for word in request.GET.get("also", "").split(",")[:MOST_THREADS]:
        key = whole_number(word)
        if key is not None:
            keys.append(key)
    return keys


def _visible(request: HttpRequest, pk: int) -> Passage:
    return get_object_or_404(
        Passage.objects.visible_to(request.user).select_related(
            "chapter__story__author", "chapter__revision", "revision"
        ),
        pk=pk,
    )
