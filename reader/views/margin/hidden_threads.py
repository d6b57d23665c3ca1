"""Hiding a thread from oneself, and showing it again."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods
from django_htmx.http import HttpResponseClientRefresh

from reader.actions.people.silence import MOST, TooMany, hide_thread, show_thread
from reader.models import Chapter, Comment, Passage
from reader.views.site.errors import say_plainly
from reader.web.redirects import next_url
from reader.web.request import SignedInRequest

TOO_MANY = f"You have hidden {MOST:,} threads: show some again before you hide another."
Thread = Passage | Comment


@login_required
def passage_hide(request: SignedInRequest, pk: int) -> HttpResponse:
    """Hide the thread on a passage, or show it again."""
    passages = Passage.objects.visible_to(request.user).select_related("chapter__story")
    return _thread_hide(request, get_object_or_404(passages, pk=pk))


@login_required
def comment_thread_hide(request: SignedInRequest, pk: int) -> HttpResponse:
    """Hide the thread that a comment on a chapter as a whole begins, or show it again."""
    chapters = Chapter.objects.visible_to(request.user)
    comments = Comment.objects.filter(chapter__in=chapters).on_chapter()
    return _thread_hide(
        request, get_object_or_404(comments.select_related("chapter__story"), pk=pk)
    )


@require_http_methods(["GET", "HEAD", "POST"])
def _thread_hide(request: SignedInRequest, thread: Thread) -> HttpResponse:
    """A page with the button; posted, `hide` is 1 to hide the thread and 0 to show it again."""
    chapter = thread.chapter
    if request.method != "POST":
        context = {"thread": thread, "chapter": chapter, "is_hidden": _is_hidden(request, thread)}
        return render(request, "margin/hidden_thread.html", context)
    wanted = request.POST.get("hide")
    if wanted not in ("0", "1"):
        raise BadRequest("“hide” must be 1 to hide the thread, or 0 to show it again.")
    try:
        (hide_thread if wanted == "1" else show_thread)(request.user, thread)
    except TooMany:
        return say_plainly(request, TOO_MANY, 409)
    if request.htmx:
        return HttpResponseClientRefresh()
    return HttpResponseRedirect(next_url(request, chapter.get_absolute_url()), status=303)


def _is_hidden(request: SignedInRequest, thread: Thread) -> bool:
    hidden = request.user.silenced
    return thread.pk in (hidden.passages if isinstance(thread, Passage) else hidden.comments)
