"""The reading page."""

from __future__ import annotations

import math
import time
from typing import NamedTuple

from django.core.cache import caches
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from reader.views.reading.chapter_page import ChapterPage, chapter_page
from reader.views.reading.question import asks_first
from reader.views.reading.shared_page import page_name
from reader.web.collapsed_notes import COOKIE as COLLAPSED
from reader.web.compression import HASTILY, WELL, compress, compressed, decompress
from reader.web.look import chosen_look, with_look
from reader.web.request import HtmxHttpRequest
from reader.web.switches import SWITCHES


@asks_first
def chapter(request: HtmxHttpRequest, slug: str, number: int) -> HttpResponse:
    """A chapter with its notes, its margin, and the comments on it as a whole.

    What is the same for all is made once, until it changes; what is the reader's own is laid over
    it. To visitors who have chosen nothing the page goes out ready-made.
    """
    if not request.path.endswith(f"/{number}/"):  # 007: a page says where it is
        return HttpResponseRedirect(reverse("chapter", args=[slug, number]))
    return chapter_page(request, slug, number, _answer)


def _answer(page: ChapterPage) -> HttpResponse:
    if is_plain(page.request):
        return compressed(page.request, ready_made(page))
    return HttpResponse(with_look(page.html(), chosen_look(page.request)))


def is_plain(request: HtmxHttpRequest) -> bool:
    """Whether the page is the one that every visitor gets who has chosen nothing."""
    chosen = {COLLAPSED, *SWITCHES} & request.COOKIES.keys()
    asked = request.META.get("QUERY_STRING")
    return not (request.user.is_authenticated or asked or chosen or chosen_look(request))


STANDS = 30
"""Seconds after which a page is taken to stand: what changes it is over for now."""


class ReadyMade(NamedTuple):
    """A page that every visitor gets, compressed, as of a state of its margin; and from when on, by
    the clock, compressing it better is worth the time."""

    state: tuple[int, int]
    page: bytes
    better_from: float


def ready_made(page: ChapterPage) -> bytes:
    """The page that every visitor gets, compressed, and kept until something on it changes. Who
    asks while it is being put together does so too: what costs most, its parts, is made once.

    After every comment it is another one. It is compressed hastily then, and well if it stands."""
    pages, stamps = caches["pages"], page.key.stamps
    asked = page.question.agreement if page.question else ""
    name = f"ready:{page_name(page.request, page.key)}:{asked}"
    state = (stamps.margin, stamps.comments)
    kept: ReadyMade | None = pages.get(name)
    if kept is None:
        made = ReadyMade(state, compress(page.html(), WELL), math.inf)
    elif kept.state != state:
        made = ReadyMade(state, compress(page.html(), HASTILY), time.time() + STANDS)
    elif kept.better_from < time.time():
        better = compress(decompress(kept.page), WELL)
        made = ReadyMade(state, better, math.inf)
    else:
        return kept.page
    pages.set(name, made, page.shared.seconds)
    return made.page
