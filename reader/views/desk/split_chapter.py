"""Splitting a chapter in two before one of its paragraphs."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from reader.actions.library.split_chapter import split_chapter as split_at_block
from reader.models import Chapter
from reader.models.library.chapter import RevisedMeanwhile
from reader.text.rendering.splitting import CannotSplit
from reader.text.whole_numbers import whole_number
from reader.views.desk.desk_chapters import desk_url
from reader.views.desk.own import own_chapter
from reader.web.request import SignedInRequest

CANNOT_SPLIT = (
    "The chapter can’t be split there: the address of a link in one part is told in the "
    "other, or the place is inside a list or a quotation. Choose another paragraph, or move the "
    "text by hand: highlights and comments move with it."
)
CHOOSE = "Choose the paragraph that the new chapter begins with."
REVISED = "The chapter has been revised. Choose the paragraph again."


@login_required
def split_chapter(request: SignedInRequest, slug: str, number: int) -> HttpResponse:
    """Choose the paragraph that the new chapter begins with; posted, split there."""
    chapter = own_chapter(request.user, slug, number)
    if request.method != "POST":
        return _page(request, chapter)
    if request.POST.get("revision") != str(chapter.current_revision.number):
        return _page(request, chapter, REVISED, status=409)
    block = whole_number(request.POST.get("block", ""))
    if block is None:
        return _page(request, chapter, CHOOSE, status=422)
    title = request.POST.get("title", "").strip()[:200]
    try:
        new = split_at_block(chapter, block, title, by=request.user)
    except RevisedMeanwhile:
        return _page(request, own_chapter(request.user, slug, number), REVISED, status=409)
    except CannotSplit:
        return _page(request, chapter, CANNOT_SPLIT, status=422)
    messages.success(
        request, f"Chapter {new.number} is new. Highlights and comments moved with the text."
    )
    return HttpResponseRedirect(desk_url(chapter.story, new.number), status=303)


def _page(
    request: SignedInRequest, chapter: Chapter, error: str = "", *, status: int = 200
) -> HttpResponse:
    context = {
        "story": chapter.story,
        "chapter": chapter,
        "title": request.POST.get("title", ""),
        "error": error,
    }
    return render(request, "desk/split_chapter.html", context, status=status)
