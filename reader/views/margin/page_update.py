"""Fragments that bring an open page up to date after something was stored."""

from __future__ import annotations

from django.template.loader import render_to_string

from reader.actions.margin.margin import Margin
from reader.models import Chapter, Comment, Highlight, Passage
from reader.views.margin.panel import panel_context
from reader.views.margin.threads import Thread, threads_of
from reader.views.reading.among_chapters import (
    for_its_page,
    is_among_chapters,
    prefix_of,
    revision_on_page,
)
from reader.web.request import HtmxHttpRequest

REVISED = "The author has revised this chapter in the meantime: this is the new text."


def page_update(
    request: HtmxHttpRequest,
    chapter: Chapter,
    stretch: tuple[int, int] | None,
    message: str,
    *,
    undo: str = "",
    whole: bool = False,
    asks: bool = False,
    heard: bool = False,
) -> str:
    """The blocks of a stretch, and a message, if any; `undo` is the URL that its button is sent to.
    A message that is only `heard` is for who can't see what came of it. It `asks` the reader, once,
    whether their highlights may count unnamed. `chapter` is as it is now.

    A page that shows an older revision gets the whole text anew, and one that asks for the `whole`.
    """
    margin = Margin(chapter, request.user)
    is_older = revision_on_page(request, chapter) not in (None, chapter.current_revision.number)
    article, blocks = "", []
    if chapter.number and (is_older or whole):
        article = "\n".join(block.linked() for block in margin.blocks())
        message = f"{message} {REVISED}".strip() if is_older else message
    elif chapter.number and stretch:
        blocks = margin.blocks_at(*stretch)
    context = {
        "chapter": chapter,
        "blocks": [for_its_page(request, chapter, block.swapped) for block in blocks],
        "article": for_its_page(request, chapter, article),
        "prefix": prefix_of(chapter.number) if is_among_chapters(request) else "",
        "message": message,
        "undo": undo,
        "asks": asks,
        "heard": heard and not is_older,
    }
    return render_to_string("margin/_changed_blocks.html", context, request)


def thread_html(
    request: HtmxHttpRequest,
    chapter: Chapter,
    passage: Passage,
    wanted: Comment | None = None,
    highlight: Highlight | None = None,
    *,
    speaks: bool = False,
) -> str:
    """One thread, to take its place in an open panel, with the `wanted` comment in sight; nothing
    where nobody has a voice in it. The chapter is one that the reader may read. On a passage that
    is new there is only what was stored with it, a comment or a highlight. The reader `speaks` if
    the comment was just stored."""
    if passage.is_new:
        thread = Thread(request.user, chapter, (passage.start, passage.end), passage)
        thread.comments, thread.highlight = [wanted] if wanted else [], highlight
        thread.following = wanted is not None
    else:
        (thread,) = threads_of(request.user, chapter, [passage], wanted, speaks=speaks)
    if not thread.has_voices:
        return ""
    context = panel_context(chapter, request.user, speaks=speaks) | {"thread": thread}
    return render_to_string("margin/_thread.html", context, request)
