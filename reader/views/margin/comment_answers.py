"""What is answered to somebody who comments: a form, or the thread as it is then."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django_htmx.http import HttpResponseClientRefresh, reswap, retarget

from reader.models import Comment, Passage
from reader.views.margin.chapter_comments import chapter_comments
from reader.views.margin.page_update import page_update, thread_html
from reader.views.margin.stretches import stretch_of
from reader.views.reading.readable_chapter import readable_chapter
from reader.web.request import HtmxHttpRequest


def form_answer(
    request: HtmxHttpRequest, context: dict[str, object], status: int = 200
) -> HttpResponse:
    """A form to fill in, in place for htmx, else on a page of its own."""
    template = "margin/_comment_form.html" if request.htmx else "margin/comment_form.html"
    return render(request, template, context, status=status)


def refusal(request: HtmxHttpRequest, context: dict[str, object], status: int) -> HttpResponse:
    """The same form with what was typed, and what is wrong with it."""
    response = form_answer(request, context, status)
    if request.htmx:
        response = reswap(retarget(response, f"#{context['form_id']}"), "outerHTML")
    return response


def updated_thread(
    request: HtmxHttpRequest, comment: Comment, message: str, *, is_new: bool = False
) -> HttpResponse:
    """The thread as it is now, and what else changes on the page. Where a comment `is_new`, its
    chapter need not be read anew, unless it was found to be revised as the comment was stored."""
    chapter, passage = comment.chapter, comment.passage
    if not request.htmx:
        return HttpResponseRedirect(comment.url_in_chapter, status=303)
    number = chapter.number
    if number is None:
        return HttpResponseClientRefresh()
    if passage and is_new:
        chapter = passage.chapter
    if not is_new or chapter.was_revised:
        chapter = readable_chapter(request.user, chapter.story.slug, number)
    stretch = None
    if passage is None:
        html = chapter_comments(request, chapter, comment, speaks=is_new)
        target = "#comments"
    else:
        html = thread_html(request, chapter, passage, comment, speaks=is_new)
        target = _thread_on_page(request, passage)
        stretch = stretch_of(passage)
    update = page_update(request, chapter, stretch, message, heard=True)
    response = HttpResponse(html + update)
    return reswap(retarget(response, target), "outerHTML")


def _thread_on_page(request: HtmxHttpRequest, passage: Passage) -> str:
    """The element that the thread takes the place of. The passage that was named may have been
    another one: where that was imported, what is said stands on one of this chapter's own."""
    if "start" in request.POST:
        return "#tnew"
    return f"#t{request.POST.get('passage') or passage.pk}"
