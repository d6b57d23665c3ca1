"""The words that a reader has selected."""

from __future__ import annotations

from django.http import HttpResponse

from reader.actions.margin.locate import WordsAreGone
from reader.models import Passage
from reader.views.margin.panel import panel
from reader.views.margin.stretches import selected_stretch
from reader.views.margin.threads import Thread, threads_of
from reader.views.reading.readable_chapter import readable_chapter
from reader.views.site.errors import WORDS_ARE_GONE, say_plainly
from reader.web.request import HtmxHttpRequest


def selection(request: HtmxHttpRequest, slug: str, number: int) -> HttpResponse:
    """A form to comment on what is selected; the thread, where the same words have one."""
    chapter = readable_chapter(request.user, slug, number)
    try:
        start, end = selected_stretch(request.GET, chapter, quoted=False)
    except WordsAreGone:
        return say_plainly(request, WORDS_ARE_GONE, 409)
    there = Passage.objects.visible_to(request.user).anchored_in(chapter)
    threads = threads_of(request.user, chapter, list(there.filter(start=start, end=end)))
    whole = None if threads else Thread(request.user, chapter, (start, end))
    return panel(request, chapter, threads, whole=whole, writing=True)
