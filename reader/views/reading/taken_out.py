"""A chapter that its author took out of the story: what readers wrote on it stays readable. One
that was unpublished, deleted or erased is the same to those who wrote on it: they find there what
they wrote, and nobody else finds anything."""

from __future__ import annotations

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string

from reader.models import Chapter, Comment, Margin, Passage
from reader.views.margin.margin import surroundings, threads_of
from reader.views.reading.chapter import render_comments
from reader.views.reading.revisions import revision_for, shown

ON_A_PAGE = 30


def is_closed(reader: object, chapter: Chapter) -> bool:
    """Whether the reader may not read, or not any more, what goes on in a chapter. To them it is
    one without a number then, as one that was taken out: so the object given here is left."""
    closed = not Chapter.objects.visible_to(reader).filter(pk=chapter.pk).exists()
    if closed:
        chapter.number = None
    return closed


def _chapter(request: HttpRequest, slug: str, pk: int) -> Chapter:
    visible = Chapter.objects.visible_to(request.user)
    chapters = visible.filter(number=None).select_related(
        "story__author", "revision", "merged_into__story"
    )
    return get_object_or_404(chapters, pk=pk, story__slug=slug)


def taken_out(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The threads and comments, without the text; or to the chapter that the words went into."""
    wrote = Chapter.with_deleted.written_on_by(request.user).filter(pk=pk, story__slug=slug)
    closed = wrote.select_related("story__author", "revision").first()
    if closed and is_closed(request.user, closed):
        return _what_one_wrote(request, closed)
    chapter = _chapter(request, slug, pk)
    if chapter.merged_into:
        return HttpResponseRedirect(chapter.merged_into.get_absolute_url())
    passages = Passage.objects.visible_to(request.user).filter(chapter=chapter)
    page = _page_of(request, passages)
    context = surroundings(chapter) | {
        "page": page,
        "threads": threads_of(request, chapter, list(page)),
        "comments": render_comments(request, Margin(chapter, request.user)),
    }
    return render(request, "reading/taken_out.html", context)


def _what_one_wrote(request: HttpRequest, chapter: Chapter) -> HttpResponse:
    """What the reader marked and said on a chapter that they may not read any more, with what was
    answered: theirs, as it was."""
    own = Q(reader=request.user.pk)
    said = chapter.comments.filter(own | Q(replies__reader=request.user.pk), deleted_at=None)
    marked = request.user.highlights.filter(removed_at=None).values("passage")
    passages = Passage.objects.filter(Q(pk__in=marked) | Q(pk__in=said.values("passage")))
    page = _page_of(request, passages.filter(chapter=chapter))
    threads = Comment.objects.filter(pk__in=said.values("pk")).on_chapter().with_replies()
    context = surroundings(chapter) | {"page": threads, "reader": request.user}
    context["comments"] = render_to_string("margin/_comments.html", context)
    context |= {"page": page, "threads": threads_of(request, chapter, list(page)), "closed": True}
    return render(request, "reading/taken_out.html", context)


def _page_of(request: HttpRequest, passages: QuerySet) -> Page:
    passages = passages.select_related("origin__chapter__story", "revision")
    found = Paginator(passages.order_by("start", "pk"), ON_A_PAGE)
    return found.get_page(request.GET.get("page"))


def revision(request: HttpRequest, slug: str, pk: int, number: int) -> HttpResponse:
    """The chapter as it was: for whoever may read the chapter that its words are in by now, else
    for its author, who took it out of everybody's sight."""
    chapter = _chapter(request, slug, pk)
    seen = Chapter.objects.visible_to(request.user).in_story().filter(pk=chapter.home.pk)
    if chapter.story.author_id != request.user.pk and not seen.exists():
        return render(request, "reading/taken_out_revision.html", surroundings(chapter), status=410)
    old = revision_for(request, chapter, number)
    return render(request, "reading/revision.html", shown(request, chapter, old))
