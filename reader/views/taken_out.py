"""A chapter that its author took out of the story: what readers wrote on it stays readable."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render

from reader.models import Chapter, Margin, Passage
from reader.views.chapter import render_comments
from reader.views.margin import surroundings, threads_of
from reader.views.revisions import revision_for, shown

ON_A_PAGE = 30


def _chapter(request: HttpRequest, slug: str, pk: int) -> Chapter:
    chapters = Chapter.objects.visible_to(request.user).select_related(
        "story__author", "revision", "merged_into__story"
    )
    return get_object_or_404(chapters, pk=pk, number=None, story__slug=slug)


def taken_out(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The threads and comments, without the text; or to the chapter that the words went into."""
    chapter = _chapter(request, slug, pk)
    if chapter.merged_into:
        return HttpResponseRedirect(chapter.merged_into.get_absolute_url())
    passages = Passage.objects.visible_to(request.user).filter(chapter=chapter)
    passages = passages.select_related("origin__chapter__story", "revision")
    page = Paginator(passages.order_by("start", "pk"), ON_A_PAGE).get_page(request.GET.get("page"))
    context = surroundings(chapter) | {
        "page": page,
        "threads": threads_of(request, chapter, list(page)),
        "comments": render_comments(request, Margin(chapter, request.user)),
    }
    return render(request, "taken_out.html", context)


def revision(request: HttpRequest, slug: str, pk: int, number: int) -> HttpResponse:
    """The chapter as it was: for whoever may read the chapter that its words are in by now, else
    for its author, who took it out of everybody's sight."""
    chapter = _chapter(request, slug, pk)
    seen = Chapter.objects.visible_to(request.user).in_story().filter(pk=chapter.home.pk)
    if chapter.story.author_id != request.user.pk and not seen.exists():
        return render(request, "taken_out_revision.html", surroundings(chapter), status=410)
    old = revision_for(request, chapter, number)
    return render(request, "revision.html", shown(request, chapter, old))
