"""Where a reader stopped."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from reader.actions.inbox.chapters import no_news_to
from reader.models import Chapter, Progress, Reading
from reader.models.people.progress import carried
from reader.text.whole_numbers import whole_number
from reader.views.reading.position import A_SCREEN
from reader.views.reading.readable_chapter import readable_chapter
from reader.web.device import device_of
from reader.web.request import SignedInRequest

LONGEST_WAIT = 10**8
"""Seconds that the network may have been away: more than three years."""


@require_POST
@login_required
def save(request: SignedInRequest, slug: str, number: int) -> HttpResponse:
    """Remember how far the reader has come."""
    at = whole_number(request.POST.get("offset", ""))
    if at is None:
        raise BadRequest("“offset” must be a number of characters from the start of the chapter.")
    seen = whole_number(request.POST.get("revision", ""))
    finished = request.POST.get("finished") == "1"
    quietly = request.htmx or request.POST.get("quietly")
    sent: dict[str, Any] = {"device": device_of(request), "waited": _waited(request)}
    if quietly and seen is not None and not finished:
        moved_on = Progress.objects.move_on(request.user, slug, number, seen, at, **sent)
        if moved_on:
            return HttpResponse(status=204)
    found = readable_chapter(request.user, slug, number)
    read = present = found.current_revision
    if seen is not None and seen != read.number:
        read = found.revisions.filter(number=seen).first() or read
        at = carried(min(at, len(read.text)), read, present)
    Progress.objects.keep(
        request.user, found, min(at, len(found.text)), finished=finished, read=read, **sent
    )
    if finished:
        Reading.objects.keep(request.user, found, read)
        no_news_to(request.user, found)
    if quietly:
        return HttpResponse(status=204)
    block = present.block_at(at)
    return HttpResponseRedirect(f"{found.get_absolute_url()}#b{block}", status=303)


def _waited(request: HttpRequest) -> timedelta:
    """How long ago the reader was there, where the network was away in between."""
    waited = whole_number(request.POST.get("waited", ""), LONGEST_WAIT)
    return timedelta(seconds=waited or 0)


@login_required
def further(request: SignedInRequest, slug: str, number: int) -> HttpResponse:
    """To a page that comes into view again: that its reader is further on, on another device."""
    found = readable_chapter(request.user, slug, number)
    if not request.htmx:
        return HttpResponseRedirect(found.get_absolute_url())
    place = _furthest(request, slug).first()
    in_sight = (whole_number(request.GET.get("offset", "")) or 0) + A_SCREEN
    here = ("", device_of(request))
    further_on = None
    if place and place.furthest_device not in here and place.is_behind(found, in_sight):
        further_on = place.furthest_chapter
    context = {"story": found.story, "chapter": found, "further": further_on}
    return render(request, "reading/chapter.html#further", context)


@login_required
def furthest(request: SignedInRequest, slug: str) -> HttpResponse:
    """To the furthest place; posted, the last place is the furthest from now on."""
    place = get_object_or_404(_furthest(request, slug))
    if request.method != "POST":
        return HttpResponseRedirect(place.furthest_url)
    Progress.objects.go_on_from_here(request.user, place.story_id)
    if request.htmx:
        return HttpResponse(status=200)
    back = get_object_or_404(Progress.objects.of(request.user), story=place.story_id)
    return HttpResponseRedirect(back.get_absolute_url(), status=303)


def _furthest(request: SignedInRequest, slug: str) -> QuerySet[Progress]:
    """The reader's progress in a story, if they may read the furthest chapter now."""
    return (
        Progress.objects.of(request.user)
        .filter(
            story__slug=slug,
            furthest_chapter__in=Chapter.objects.visible_to(request.user).in_story(),
        )
        .select_related(
            "story",
            "furthest_chapter__story",
            "furthest_chapter__revision",
            "furthest_revision",
        )
    )
