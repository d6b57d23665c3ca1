"""The names that are offered to somebody who types an `@` in a comment."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from reader.actions.people.readers_to_name import readers_to_name
from reader.models import Chapter, Comment, Passage
from reader.models.inbox.follow import Thread, thread_of
from reader.text.whole_numbers import whole_number
from reader.web.rate_limits import too_often
from reader.web.request import SignedInRequest

LONGEST = 40
"""Characters of a name by which readers are looked for."""


@require_safe
@login_required
def name_list(request: SignedInRequest, pk: int) -> HttpResponse:
    """Options of a listbox: readers whose names begin so, for a comment on a chapter."""
    chapters = Chapter.objects.visible_to(request.user).select_related("story")
    chapter = get_object_or_404(chapters, pk=pk)
    if reason := too_often(request, "name"):
        return HttpResponse(reason, "text/plain", 429)
    typed = request.GET.get("begins", "")[:LONGEST]
    thread = _thread(request, chapter)
    readers = readers_to_name(typed, by=request.user, chapter=chapter, thread=thread)
    return render(request, "margin/_names.html", {"readers": readers})


def _thread(request: SignedInRequest, chapter: Chapter) -> Thread | None:
    """The thread that the comment goes into, if there is one: a passage's, or another comment's."""
    passage = whole_number(request.GET.get("passage", ""))
    if passage:
        return Passage.objects.filter(pk=passage, chapter=chapter).first()
    comments = Comment.objects.filter(chapter=chapter).select_related("passage", "parent")
    comment = comments.filter(pk=whole_number(request.GET.get("comment", "")) or 0).first()
    return thread_of(comment) if comment else None
