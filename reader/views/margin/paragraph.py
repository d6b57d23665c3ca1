"""One paragraph of a chapter: what is written on it, and forms to write on it."""

from __future__ import annotations

from django.http import HttpResponse

from reader.models import Passage
from reader.views.margin.panel import panel
from reader.views.margin.threads import MOST_THREADS, Thread, threads_of
from reader.views.reading.question import to_the_question
from reader.views.reading.readable_chapter import readable_chapter
from reader.views.site.errors import NotHere
from reader.web.request import HtmxHttpRequest


def paragraph(request: HtmxHttpRequest, slug: str, number: int, index: int) -> HttpResponse:
    """Everything on a paragraph, and forms by which to mark it or comment on it whole. On a page of
    its own only for whom no question stands before the text."""
    chapter = readable_chapter(request.user, slug, number)
    if index >= len(chapter.current_revision.blocks):
        raise NotHere("This paragraph is no longer in the chapter.")
    if asked := to_the_question(request, chapter, f"{chapter.get_absolute_url()}#b{index}"):
        return asked
    _, start, end, _ = chapter.current_revision.blocks[index]
    passages = list(
        Passage.objects.visible_to(request.user)
        .anchored_in(chapter)
        .filter(start__lt=max(end, start + 1), end__gt=start)
        .order_by("start", "end", "pk")[:MOST_THREADS]
    )
    threads = threads_of(request.user, chapter, passages)
    whole = None
    if end > start and (start, end) not in [(thread.start, thread.end) for thread in threads]:
        whole = Thread(request.user, chapter, (start, end))
    return panel(request, chapter, threads, whole=whole, index=index)
