"""Every thread of a chapter in short, beside its words."""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.template.loader import render_to_string

from reader.actions.make_once import keep_one
from reader.actions.margin.margin import Margin
from reader.models import Chapter, Comment, Highlight
from reader.models.margin.passage import PassageQuerySet
from reader.models.margin.sight import sight_of
from reader.models.viewer import Viewer, key_of
from reader.views.margin.panel import panel
from reader.views.margin.threads import MOST_THREADS, Thread, threads_of
from reader.views.reading.chapter_page import ChapterPage, chapter_page
from reader.views.reading.question import to_the_question
from reader.views.reading.readable_chapter import readable_chapter
from reader.web.request import HtmxHttpRequest

MOST_CARDS = 200


class Card(NamedTuple):
    """A thread in short, and where in the text it stands."""

    start: int
    end: int
    passage: int
    html: str


def thread_cards(request: HtmxHttpRequest, slug: str, number: int) -> HttpResponse:
    """To htmx a card for each thread, to stand beside its words; else all threads in pages."""
    if not request.htmx:
        chapter = readable_chapter(request.user, slug, number)
        if asked := to_the_question(request, chapter):
            return asked
        passages = Margin(chapter, request.user).spoken_of()
        page = Paginator(passages, MOST_THREADS).get_page(request.GET.get("page"))
        return panel(request, chapter, threads_of(request.user, chapter, list(page)), page=page)
    return chapter_page(request, slug, number, _answer)


def _answer(page: ChapterPage) -> HttpResponse:
    return HttpResponse("".join(card.html for card in _cards(page)))


def _cards(page: ChapterPage) -> list[Card]:
    """The cards that everybody sees, rendered once for all, and anew those with the reader's own
    highlight on them, which have its colour, or its note, or with comments that most don't see."""
    stamps = page.key.stamps
    state = (stamps.stamp, stamps.margin)
    shared = keep_one(f"cards:{stamps.chapter}", state, partial(_shared, page))
    marked = {mark.passage for mark in page.own}
    if not marked:
        return shared
    own = Margin(page.chapter, page.reader).spoken_of().filter(pk__in=marked)
    others = [card for card in shared if card.passage not in marked]
    return sorted(others + _rendered(page.chapter, own, page.reader))[:MOST_CARDS]


def _shared(page: ChapterPage) -> list[Card]:
    return _rendered(page.chapter, Margin(page.chapter, None).spoken_of(), None)


def _rendered(chapter: Chapter, spoken_of: PassageQuerySet, reader: Viewer) -> list[Card]:
    """Cards with the first comment alone, and the reader's own highlight."""
    sight = sight_of(reader, chapter.story.author_keys)
    passages = list(spoken_of.with_first_comment(sight)[:MOST_CARDS])
    first = Comment.objects.filter(pk__in=[passage.first_comment for passage in passages])
    comments = {comment.passage_id: comment for comment in first.select_related("reader")}
    own = Highlight.objects.filter(reader=key_of(reader), removed_at=None, passage__in=passages)
    highlights = {highlight.passage_id: highlight for highlight in own}
    cards = []
    for passage in passages:
        thread = Thread(reader, chapter, (passage.start, passage.end), passage)
        thread.highlight = highlights.get(passage.pk)
        if passage.pk in comments:
            thread.comments = [comments[passage.pk]]
        html = render_to_string("margin/_thread_card.html", {"thread": thread})
        cards.append(Card(passage.start, passage.end, passage.pk, html))
    return cards
