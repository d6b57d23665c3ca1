"""The reading page."""

from __future__ import annotations

from functools import partial

from django.http import Http404, HttpResponse
from django.template.loader import render_to_string

from reader.actions.margin.margin import Margin
from reader.models.page_key import PageKey, page_key
from reader.models.people.look import Look
from reader.text.word_count import WORDS_A_MINUTE
from reader.views.margin.chapter_comments import chapter_comments
from reader.views.margin.forms import CommentForm
from reader.views.margin.panel import panel_context
from reader.views.margin.threads import threads_of
from reader.views.margin.wanted_comment import wanted_comment
from reader.views.reading.article import painted_chapter
from reader.views.reading.link_targets import linked_stretch, opened_passages, passage_to_reattach
from reader.views.reading.neighbours import neighbours
from reader.views.reading.page_cache import TOKEN, cached_page, page_name, personal_page
from reader.views.reading.position import chapter_further_on, resume_offset, revision_last_read
from reader.views.reading.readable_chapter import readable_chapter
from reader.web.collapsed_notes import collapsed_notes
from reader.web.device import device_of
from reader.web.request import HtmxHttpRequest
from reader.web.switches import switches


def chapter(request: HtmxHttpRequest, slug: str, number: int) -> HttpResponse:
    """A chapter with its notes, its margin, and the comments on it as a whole.

    The page is cached as this reader last saw it, in the default look, until something on it
    changes: the chapter's stamp or the reader's place. A link into the page asks for more, and
    such a page is made anew.
    """
    key = page_key(request.user, slug, number)
    if key is None:
        raise Http404
    further = chapter_further_on(key, number, device_of(request))
    if request.GET:
        return personal_page(request, page_html(request, slug, number, key, further))
    make = partial(page_html, request, slug, number, key, further)
    return cached_page(request, page_name(request, key, further), make)


def page_html(
    request: HtmxHttpRequest, slug: str, number: int, key: PageKey, further: int | None
) -> str:
    """The page in the default look, with a stand-in where each form's token goes."""
    found = readable_chapter(request.user, slug, number)
    margin = Margin(found, request.user)
    linked = linked_stretch(request, found)
    wanted = wanted_comment(request, found)
    opened = opened_passages(request, found, linked)
    resume = resume_offset(found, key.place)
    context = {
        **panel_context(found),
        **neighbours(request.user, found, further),
        "canonical": request.build_absolute_uri(found.get_absolute_url()),
        "text": painted_chapter(margin, linked),
        "collapsed": collapsed_notes(request),
        "comments": chapter_comments(request, margin, wanted),
        "form": CommentForm(),
        "about": {"name": "chapter"},
        "resume": resume,
        "resume_block": found.current_revision.block_at(resume),
        "switches": switches(request),
        "words_a_minute": WORDS_A_MINUTE,
        "last_read": revision_last_read(found, key, request.user),
        "reattaching": passage_to_reattach(request, found),
        "threads": threads_of(request.user, found, opened, wanted),
        "loose": margin.loose() if found.has_loose else [],
        "csrf_token": TOKEN,
        "look": Look(),
    }
    return render_to_string("reading/chapter.html", context, request)
