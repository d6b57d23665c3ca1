"""Following a story, an author or a thread by one press; without script, on a page of its own."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods

from reader.models import Comment, Follow, Passage, Reader, Story
from reader.models.inbox.follow import Followed, is_own, may_not_follow
from reader.models.viewer import Viewer
from reader.views.inbox.follow_button import LOOKS, button_for
from reader.web.redirects import next_url
from reader.web.request import HtmxHttpRequest

ANSWERS = {"yes": True, "no": False}


@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HtmxHttpRequest, **what: object) -> HttpResponse:
    """The button for a story, an author or a thread as it is now, or a page with it; posted, what
    the reader says is kept first."""
    reader, found = request.user, followable(request.user, **what)
    if may_not_follow(reader, found):
        raise PermissionDenied("One of you has blocked the other, so neither can follow the other.")
    back = next_url(request, found.get_absolute_url())
    if request.method == "POST":
        if not isinstance(reader, Reader):
            return redirect_to_login(request.get_full_path())
        say(reader, found, request.POST.get("following", ""))
        if not request.htmx:
            return HttpResponseRedirect(back, status=303)
    look = request.POST.get("look") or request.GET.get("look", "")
    button = button_for(reader, found)
    if button and look in LOOKS:
        button = replace(button, look=look)
    template = "inbox/_follow.html" if request.htmx else "inbox/follow.html"
    return render(request, template, {"button": button, "what": found, "back": back})


def followable(viewer: Viewer, **what: object) -> Followed:
    """What an address names that can be followed, of what the viewer may see: `slug` a story,
    `username` an author, `passage` words with what is said on them, `comment` one on a chapter with
    the answers to it. Raises Http404."""
    ((name, value),) = what.items()
    rows: Any
    if name == "slug":
        rows = Story.objects.visible_to(viewer).select_related("author")
    elif name == "username":
        rows = Reader.objects.filter(is_active=True)
    elif name == "passage":
        rows = Passage.objects.visible_to(viewer).select_related("chapter__story")
    else:
        threads = Comment.objects.visible_to(viewer).on_chapter()
        rows = threads.select_related("chapter__story")
    by = name if name in ("slug", "username") else "pk"
    found: Followed = get_object_or_404(rows, **{by: value})
    return found


def say(reader: Reader, what: Followed, answer: str) -> None:
    """Keep that a reader follows something (`yes`), or does not (`no`). Raises BadRequest."""
    if answer not in ANSWERS:
        raise BadRequest("“following” must be “yes” or “no”.")
    if is_own(reader, what):
        raise BadRequest("This is your own: you hear of it anyway.")
    Follow.objects.say(reader, what, ANSWERS[answer])
