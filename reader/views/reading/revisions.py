"""A chapter through time: its revisions, what changed between any two, and the way back."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from reader.models import Chapter, Draft, Margin, Passage, Progress, Reading, Revision
from reader.models.library.revision import PresentRevision
from reader.views.desk.editing import chapter_of_author
from reader.views.reading.chapter import chapter_for
from reader.views.site.errors import NotHere

ON_A_PAGE = 30
MOST_THREADS = 200
"""Threads that stand under an earlier text."""


def revisions(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Every revision that the reader may see: when, by whom, how long."""
    chapter = chapter_for(request, slug, number)
    seen = chapter.revisions.visible_to(request.user)
    rows = seen.select_related("by").defer("blocks", "source", "places").order_by("-number")
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    numbers = list(rows.values_list("number", flat=True))
    before = dict(zip(numbers, numbers[1:], strict=False))
    published = set(chapter.revisions.published().values_list("number", flat=True))
    for row in page:
        row.before = before.get(row.number)
        row.unpublished = row.number not in published
    context = {"chapter": chapter, "story": chapter.story, "page": page}
    return render(request, "reading/revisions.html", context)


def revision_for(request: HttpRequest, chapter: Chapter, number: int) -> Revision:
    """A revision of a chapter that this reader may read, if its author shows it; else 404."""
    found = chapter.revisions.visible_to(request.user).filter(number=number).first()
    if found is None:
        raise NotHere("This text of the chapter is not public. You can read it as it is now.")
    return found


def as_it_was(request: HttpRequest, slug: str, number: int, revision: int) -> HttpResponse:
    """An earlier revision of the chapter, to be read only, with what stood in its margin."""
    chapter = chapter_for(request, slug, number)
    old = revision_for(request, chapter, revision)
    return render(request, "reading/revision.html", shown(request, chapter, old))


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
    old, new = (revision_for(request, chapter, n) for n in (older, newer))
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
    return render(request, "reading/comparison.html", context)


@require_POST
@login_required
def restore(request: HttpRequest, slug: str, number: int, revision: int) -> HttpResponse:
    """Make an earlier text the present one again, as a new revision. One that readers cannot see
    goes into the editor first: a button beside it is too small to publish it."""
    chapter = chapter_of_author(request, slug, number)
    old = get_object_or_404(chapter.revisions, number=revision)
    shown = chapter.revisions.published().filter(pk=old.pk, withdrawn_at=None)
    if chapter.is_public and not shown.exists():
        if Draft.objects.filter(chapter=chapter).exists():
            raise BadRequest(
                "There is a draft of this chapter in the editor, and this text would take its "
                "place. Publish the draft or throw it away first."
            )
        Draft.objects.create(
            chapter=chapter, revision=chapter.revision, title=chapter.title, source=old.source
        )
        messages.info(request, "That text is in the editor. Readers see it when you publish it.")
        return HttpResponseRedirect(reverse("chapter_edit", args=[slug, number]), status=303)
    chapter.revise(old.source, by=request.user)
    return HttpResponseRedirect(chapter.get_absolute_url(), status=303)


@require_POST
@login_required
def withdraw(request: HttpRequest, slug: str, number: int, revision: int) -> HttpResponse:
    """Take an earlier text out of the public history, or put it back."""
    chapter = chapter_of_author(request, slug, number)
    found = get_object_or_404(chapter.revisions.select_related("chapter"), number=revision)
    back = request.POST.get("do") == "put back"
    try:
        found.put_back() if back else found.withdraw()
    except PresentRevision:
        raise BadRequest(
            "This is the text that everybody reads now. Publish another one first, then you can "
            "withdraw this one."
        ) from None
    if back:
        messages.success(request, "That text is in the public history again.")
    else:
        messages.success(
            request, "Only you see that text now. What readers marked stays. You can put it back."
        )
    return HttpResponseRedirect(reverse("revision_list", args=[slug, number]), status=303)
