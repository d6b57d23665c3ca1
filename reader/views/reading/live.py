"""What others did on a chapter that stands open: its page asks every few seconds."""

from __future__ import annotations

from functools import partial

from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponse
from django.shortcuts import render

from reader.actions.margin.lay_over import laid_over
from reader.models import Chapter, Comment, Reader, Revision
from reader.models.inbox.thanks import load_own_thanks
from reader.models.margin.sight import sight_of
from reader.text.anchoring.passages import Span
from reader.text.whole_numbers import whole_number
from reader.views.margin.open_threads import OpenThreads
from reader.views.reading.chapter_page import ChapterPage, chapter_page
from reader.views.reading.said_since import said_since, seconds_asked
from reader.web.request import HtmxHttpRequest

MOST_NAMED = 500
"""Threads, and comments, that a page may name as shown on it."""


def live(request: HtmxHttpRequest, pk: int, since: str) -> HttpResponse:
    """204 where nothing has changed on a chapter since its page had the stamps `since`, and the bar
    shows as many notifications as are `unread`; else nothing but that something has. Asked for the
    last `seconds`, what has changed: the blocks, what was said in the `threads` that are open,
    where comments are `shown`, and the news.

    Mostly `web/unchanged.py` has answered already. Raises Http404 where the reader may not read the
    chapter, or not any more.
    """
    readable = Chapter.objects.visible_to(request.user).in_story().filter(pk=pk)
    place = readable.values_list("story__slug", "number").first()
    if place is None:
        raise Http404
    slug, number = place
    response = chapter_page(request, slug, number or 0, partial(_answer, pk, since))
    response["Cache-Control"] = "no-store"
    return response


def _answer(pk: int, since: str, page: ChapterPage) -> HttpResponse:
    if page.key.stamps.chapter != pk:
        raise Http404
    if page.key.stamps.of_page == since and not _has_other_unread(page):
        return HttpResponse(status=204)
    if "seconds" not in page.request.GET:
        return HttpResponse("")
    context = _changes(page, since) | _said(page, since)
    return render(page.request, "reading/_live.html", context)


def _has_other_unread(page: ChapterPage) -> bool:
    """Whether the bar shows another number than as many as the reader has not opened."""
    shown, reader = page.request.GET.get("unread"), page.reader
    return shown is not None and isinstance(reader, Reader) and shown != str(reader.unread)


def _changes(page: ChapterPage, since: str) -> dict[str, object]:
    """What has changed in the text, and what the bar says of the reader."""
    _, margin, _ = _stamps(since)
    shown = whole_number(page.request.GET.get("revision", "")) or 0
    is_revised = not Revision.objects.filter(pk=page.key.revision, number=shown).exists()
    stretches = page.key.stamps.stretches_since(margin)
    return {
        "stamps": page.key.stamps.of_page,
        "is_revised": is_revised,
        "blocks": [] if is_revised else _blocks(page, stretches),
        "unread": page.reader.unread if isinstance(page.reader, Reader) else None,
    }


def _blocks(page: ChapterPage, stretches: list[Span] | None) -> list[str]:
    """The blocks of these stretches as the reader sees them; all, where it is not known on which
    something has changed."""
    text = page.text
    changed = set(range(len(text.blocks)) if stretches is None else ())
    for stretch in stretches or ():
        changed.update(text.blocks_on(stretch))
    return laid_over(text, sorted(changed), page.account, page.own)


def _said(page: ChapterPage, since: str) -> dict[str, object]:
    """What was said: in the open threads, all as it is now; elsewhere, where something new is."""
    stamp, margin, comments = _stamps(since)
    stamps, asked = page.key.stamps, page.request.GET
    said = said_since(stamps.chapter, None, seconds_asked(page.request))
    new = list(said.wanted_by(page.reader).order_by("pk"))
    sight = sight_of(page.reader, page.key.authors)
    threads = OpenThreads(
        stamps.chapter,
        sight,
        _numbers(asked.get("threads", "")),
        frozenset(_numbers(asked.get("shown", ""))),
    )
    # A reader has another name, or words without a place were said something of.
    is_anywhere = stamp != stamps.stamp
    stretches = None if is_anywhere else stamps.stretches_since(margin)
    changed = threads.changed(stretches, on_chapter=is_anywhere or comments != stamps.comments)
    now = threads.now(new)
    there = {comment.pk for comment in now}
    load_own_thanks(now, page.reader)
    return {
        "keeps": sight.everything,
        "chapter": Chapter(pk=stamps.chapter, story=page.key.whose),
        **page.may_say,
        "comments": threads.with_closing(now, changed),
        "gone": sorted(threads.shown - there),
        "news": [comment for comment in new if _is_news(comment, page)],
    }


def _is_news(comment: Comment, page: ChapterPage) -> bool:
    return comment.reader_id != page.reader.pk


def _stamps(since: str) -> list[int]:
    """The stamps that a page has. Raises BadRequest."""
    stamps = [whole_number(word) for word in since.split(".")]
    if len(stamps) != 3 or None in stamps:
        raise BadRequest("These are no stamps of a chapter’s page.")
    return [stamp for stamp in stamps if stamp is not None]


def _numbers(text: str) -> list[int]:
    """The whole numbers that are named, with commas between them."""
    numbers = []
    for word in text.split(",")[:MOST_NAMED]:
        number = whole_number(word)
        if number is not None:
            numbers.append(number)
    return numbers
