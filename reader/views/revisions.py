"""A chapter through time: its revisions, what changed between any two, and the way back."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from reader.models import Chapter, Margin, Passage, Progress, Reading, Revision
from reader.views.chapter import chapter_for
from reader.views.editing import chapter_of_author

ON_A_PAGE = 30
MOST_THREADS = 200
"""Threads that stand under an earlier text."""


def revisions(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Every revision: when, by whom, how long."""
    chapter = chapter_for(request, slug, number)
    rows = chapter.revisions.select_related("by").defer("blocks", "source", "places")
    page = Paginator(rows.order_by("-number"), ON_A_PAGE).get_page(request.GET.get("page"))
    context = {"chapter": chapter, "story": chapter.story, "page": page}
    return render(request, "revisions.html", context)


def as_it_was(request: HttpRequest, slug: str, number: int, revision: int) -> HttpResponse:
    """An earlier revision of the chapter, to be read only, with what stood in its margin."""
    chapter = chapter_for(request, slug, number)
    old = get_object_or_404(chapter.revisions, number=revision)
    return render(request, "revision.html", shown(request, chapter, old))


def shown(request: HttpRequest, chapter: Chapter, old: Revision) -> dict[str, object]:
    """What the page of an earlier revision shows: its text, marked, and the threads on it."""
    blocks, passages = Margin(chapter, request.user).blocks_of(old)
    voices = Passage.objects.with_voices(request.user, [p.pk for p in passages[:MOST_THREADS]])
    threads = {passage.pk: passage for passage in voices}
    return {
        "story": chapter.story,
        "chapter": chapter,
        "revision": old,
        "blocks": blocks,
        "threads": [(p, threads[p.pk]) for p in passages[:MOST_THREADS]],
        "more": len(passages) - MOST_THREADS,
    }


def comparison(
    request: HttpRequest, slug: str, number: int, older: int, newer: int
) -> HttpResponse:
    """What changed from one revision to another, word by word. Whoever has looked at the changes
    up to the present text knows it: nothing tells them of the revision any more."""
    chapter = chapter_for(request, slug, number)
    old, new = (get_object_or_404(chapter.revisions, number=n) for n in (older, newer))
    if new.pk == chapter.revision_id:
        Progress.objects.of(request.user).know(chapter, since=old)
        Reading.objects.of(request.user).know(chapter, since=old)
    rows = new.compared_with(old)
    pieces = [piece for row in rows for piece in row]
    context = {
        "chapter": chapter,
        "story": chapter.story,
        "old": old,
        "new": new,
        "rows": [(row, any(piece.kind != "same" for piece in row)) for row in rows],
        "added": sum(piece.words for piece in pieces if piece.kind == "new"),
        "taken": sum(piece.words for piece in pieces if piece.kind == "gone"),
    }
    return render(request, "comparison.html", context)


@require_POST
@login_required
def restore(request: HttpRequest, slug: str, number: int, revision: int) -> HttpResponse:
    """Make an earlier text the present one again, as a new revision."""
    chapter = chapter_of_author(request, slug, number)
    old = get_object_or_404(chapter.revisions, number=revision)
    chapter.revise(old.source, by=request.user)
    return HttpResponseRedirect(chapter.get_absolute_url(), status=303)
