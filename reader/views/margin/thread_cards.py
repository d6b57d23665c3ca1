"""Every thread of a chapter in short, beside its words."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from reader.actions.margin.margin import Margin
from reader.models import Chapter, Comment, Highlight, Passage, Reader
from reader.views.margin.panel import panel, panel_context
from reader.views.margin.threads import MOST_THREADS, Thread, threads_of
from reader.views.reading.readable_chapter import readable_chapter
from reader.web.request import HtmxHttpRequest

MOST_CARDS = 200


def thread_cards(request: HtmxHttpRequest, slug: str, number: int) -> HttpResponse:
    """To htmx a card for each thread, to stand beside its words; else all threads in pages."""
    chapter = readable_chapter(request.user, slug, number)
    passages = Margin(chapter, request.user).spoken_of()
    if not request.htmx:
        page = Paginator(passages, MOST_THREADS).get_page(request.GET.get("page"))
        return panel(request, chapter, threads_of(request.user, chapter, list(page)), page=page)
    threads = _in_short(request.user, chapter, list(passages.with_first_comment()[:MOST_CARDS]))
    context = panel_context(chapter) | {"threads": threads}
    return render(request, "margin/_thread_cards.html", context)


def _in_short(
    reader: Reader | AnonymousUser, chapter: Chapter, passages: Sequence[Passage]
) -> list[Thread]:
    """Threads with the first comment alone, and the reader's own highlight."""
    first = Comment.objects.filter(pk__in=[passage.first_comment for passage in passages])
    comments = {comment.passage_id: comment for comment in first.select_related("reader")}
    noted = Highlight.objects.filter(reader=reader.pk, removed_at=None, passage__in=passages)
    highlights = {highlight.passage_id: highlight for highlight in noted}
    threads = []
    for passage in passages:
        thread = Thread(reader, chapter, (passage.start, passage.end), passage)
        thread.highlight = highlights.get(passage.pk)
        if passage.pk in comments:
            thread.comments = [comments[passage.pk]]
        threads.append(thread)
    return threads
