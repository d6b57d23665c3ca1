"""Where a reader stopped."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_POST

from reader.models import Chapter, Progress, Reading, Revision
from reader.models.chapter import WordsAreGone
from reader.views.chapter import chapter_for


@require_POST
@login_required
def keep_place(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Remember how far the reader has come."""
    found = chapter_for(request, slug, number)
    offset = request.POST.get("offset", "")
    if not offset.isdecimal() or len(offset) > 9:
        raise BadRequest("A place is a number of characters from the chapter's beginning.")
    seen = request.POST.get("revision", "")
    at = int(offset)
    finished = request.POST.get("finished") == "1"
    read = found.revision
    if seen.isdecimal() and len(seen) < 9 and int(seen) != read.number:
        read = found.revisions.filter(number=seen).first() or read
        at = _where_it_is_now(found, read, at)
    places = Progress.objects.of(request.user).filter(story=found.story_id)
    if not places.kept_within(_waited(request)).exists():
        Progress.objects.keep(request.user, found, min(at, len(found.text)), finished=finished)
    if finished:
        Reading.objects.keep(request.user, found, read)
    if request.htmx or request.POST.get("quietly"):
        return HttpResponse(status=204)
    block = found.revision.block_at(at)
    return HttpResponseRedirect(f"{found.get_absolute_url()}#b{block}", status=303)


def _waited(request: HttpRequest) -> timedelta:
    """How long ago the reader was there, where the network was away meanwhile."""
    waited = request.POST.get("waited", "")
    return timedelta(seconds=int(waited) if waited.isdecimal() and len(waited) < 9 else 0)


def _where_it_is_now(found: Chapter, old: Revision, offset: int) -> int:
    """A paragraph's offset in an older revision, carried to the present one."""
    if not old.blocks:
        return offset
    _, start, end, _ = old.blocks[old.block_at(offset)]
    try:
        return found.locate(old.number, start, max(end, start + 1))[0]
    except WordsAreGone:
        return offset
