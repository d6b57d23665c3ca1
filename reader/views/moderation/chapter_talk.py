"""A chapter closed to further talk by a moderator, and opened again, where it stands."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from reader.actions.margin.keep_order import NotYours
from reader.actions.moderation.in_the_margin import close_chapter, open_chapter
from reader.views.moderation.moderators import for_moderators
from reader.views.reading.readable_chapter import readable_chapter
from reader.web.request import SignedInRequest


@for_moderators
def chapter_talk(request: SignedInRequest, slug: str, number: int) -> HttpResponse:
    """Ask for it; posted, do it. The form says which (`do`), so that sending it twice does it
    once."""
    chapter = readable_chapter(request.user, slug, number)
    if request.method != "POST":
        return render(request, "moderation/chapter_talk.html", {"chapter": chapter})
    opens = request.POST.get("do") == "open"
    if opens == bool(chapter.closed_at):
        try:
            (open_chapter if opens else close_chapter)(chapter, request.user)
        except NotYours as error:
            raise PermissionDenied(str(error)) from error
    is_now = "open to comments again" if opens else "closed to further comments"
    messages.success(request, f"{chapter.heading} is {is_now}.")
    return HttpResponseRedirect(f"{chapter.get_absolute_url()}#talk-title", status=303)
