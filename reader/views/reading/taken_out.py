"""A chapter that its author took out of the story: what readers wrote on it stays readable. One
that was unpublished, deleted or erased is the same to those who wrote on it: they find there what
they wrote, and nobody else finds anything."""

from __future__ import annotations

from django.core.paginator import Page, Paginator
from django.db.models import Q
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string

from reader.models import Chapter, Comment, Highlight, Passage
from reader.models.margin.passage import PassageQuerySet
from reader.models.margin.sight import sight_of
from reader.text.whole_numbers import whole_number
from reader.views.margin.chapter_comments import chapter_comments
from reader.views.margin.comment_page import comment_page
from reader.views.margin.panel import panel_context
from reader.views.margin.threads import threads_of
from reader.views.margin.wanted_comment import wanted_comment
from reader.views.reading.question import asks_first
from reader.views.reading.readable_chapter import hide_if_unreadable
from reader.views.reading.revision import old_text_context, readable_revision
from reader.web.request import HtmxHttpRequest

THREADS_ON_A_PAGE = 30


def taken_out_chapter(request: HtmxHttpRequest, slug: str, pk: int) -> HttpResponse:
    """The threads and comments, without the text; or to the chapter that the words went into."""
    written_on = None
    if request.user.is_authenticated:
        wrote = request.user.chapters_written_on().filter(pk=pk, story__slug=slug)
        written_on = wrote.select_related("story__author", "revision").first()
    if written_on and hide_if_unreadable(request.user, written_on):
        return _own_words(request, written_on)
    chapter = _chapter(request, slug, pk)
    if chapter.merged_into:
        return HttpResponseRedirect(chapter.merged_into.get_absolute_url())
    passages = Passage.objects.visible_to(request.user).filter(chapter=chapter)
    page = _page_of(request, passages)
    wanted = wanted_comment(request, chapter)
    context = panel_context(chapter, request.user) | {
        "page": page,
        "threads": threads_of(request.user, chapter, list(page), wanted),
        "comments": chapter_comments(request, chapter, wanted),
    }
    return render(request, "reading/taken_out.html", context)


@asks_first
def taken_out_revision(request: HtmxHttpRequest, slug: str, pk: int, number: int) -> HttpResponse:
    """The chapter as it was: for whoever may read the chapter that its words are in by now, else
    for its author, who took it out of everybody's sight."""
    chapter = _chapter(request, slug, pk)
    home = Chapter.objects.visible_to(request.user).in_story().filter(pk=chapter.home.pk)
    if not chapter.story.is_by(request.user) and not home.exists():
        context = panel_context(chapter)
        return render(request, "reading/taken_out_revision.html", context, status=410)
    old = readable_revision(request.user, chapter, number)
    return render(request, "reading/revision.html", old_text_context(request, chapter, old))


def _chapter(request: HtmxHttpRequest, slug: str, pk: int) -> Chapter:
    """Raises Http404."""
    visible = Chapter.objects.visible_to(request.user)
    chapters = visible.filter(number=None).select_related(
        "story__author", "revision", "merged_into__story"
    )
    return get_object_or_404(chapters, pk=pk, story__slug=slug)


def _own_words(request: HtmxHttpRequest, chapter: Chapter) -> HttpResponse:
    """What the reader marked and said on a chapter that they may not read any more, with what was
    answered: theirs, as it was."""
    reader = request.user.pk
    own = Q(reader=reader) | Q(replies__reader=reader)
    said = chapter.comments.filter(own, deleted_at=None)
    marked = Highlight.objects.filter(reader=reader, removed_at=None).values("passage")
    passages = Passage.objects.filter(Q(pk__in=marked) | Q(pk__in=said.values("passage")))
    passages = passages.filter(chapter=chapter)
    page = _page_of(request, passages)
    wanted = wanted_comment(request, chapter)
    sight = sight_of(request.user, chapter.story.author_keys)
    context = panel_context(chapter, request.user) | {"reader": request.user, "may_reply": False}
    context["keeps"] = sight.everything
    begun = Comment.objects.filter(pk__in=said.values("pk")).on_chapter()
    context["page"] = comment_page(begun, request.GET.get("comments"), sight, wanted)
    context["comments"] = render_to_string("margin/_comments.html", context)
    context["page"] = page
    alone = sight._replace(alone=True)
    context["threads"] = threads = threads_of(
        request.user, chapter, list(page), wanted, sight=alone
    )
    for thread in threads:
        thread.shut = True  # what stands there by now may be words that they never could read
    context["closed"] = True
    return render(request, "reading/taken_out.html", context)


def _page_of(request: HtmxHttpRequest, passages: PassageQuerySet) -> Page:
    passages = passages.select_related("origin__chapter__story", "revision")
    """A page of them: the one with the thread that `?thread=` names, else the one of `?page=`."""
    number: int | str | None = request.GET.get("page")
    key = whole_number(request.GET.get("thread", ""))
    wanted = None if key is None else passages.filter(pk=key).first()
    if wanted:
        earlier = Q(start__lt=wanted.start) | Q(start=wanted.start, pk__lt=wanted.pk)
        number = passages.filter(earlier).count() // THREADS_ON_A_PAGE + 1
    return Paginator(passages.order_by("start", "pk"), THREADS_ON_A_PAGE).get_page(number)
