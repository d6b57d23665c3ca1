"""Muting and blocking readers; what a reader silenced, to be undone."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_safe
from django_htmx.http import HttpResponseClientRefresh

from reader.actions.people.silence import MOST, TooMany, silence, unsilence
from reader.models import Reader, Silence
from reader.views.site.errors import say_plainly
from reader.web.redirects import next_url
from reader.web.request import SignedInRequest

ROWS_ON_A_PAGE = 50
LET_BE = "nothing"
"""What is sent to undo a mute or a block."""
TOO_MANY = f"You have muted or blocked {MOST:,} readers: undo some before you add another."


@require_safe
@login_required
def silence_list(request: SignedInRequest) -> HttpResponse:
    """Whom the reader muted and blocked, and which threads they hid, the latest first."""
    reader = request.user
    silences = reader.silences.select_related("whom")
    threads = reader.hidden_threads.select_related(
        "passage__chapter__story", "comment__chapter__story", "comment__reader"
    )
    context = {
        "silences": Paginator(silences, ROWS_ON_A_PAGE).get_page(request.GET.get("page")),
        "threads": Paginator(threads, ROWS_ON_A_PAGE).get_page(request.GET.get("threads")),
    }
    return render(request, "account/silences.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def reader_silence(request: SignedInRequest, username: str) -> HttpResponse:
    """What it means to mute or block somebody, and both buttons; posted, that is done, or undone:
    `kind` is `mute`, `block` or `nothing`."""
    whom = get_object_or_404(Reader, username=username)
    if whom == request.user:
        return say_plainly(request, "You can’t mute or block yourself.", 409)
    if request.method == "POST":
        return _posted(request, whom)
    context = {
        "whom": whom,
        "silence": request.user.silences.filter(whom=whom).first(),
        "back": next_url(request, whom.get_absolute_url()),
    }
    template = "account/_silence.html" if request.htmx else "account/silence.html"
    return render(request, template, context)


def _posted(request: SignedInRequest, whom: Reader) -> HttpResponse:
    kind = request.POST.get("kind", "")
    if kind == LET_BE:
        unsilence(request.user, whom)
    elif kind in Silence.Kind.values:
        try:
            silence(request.user, whom, Silence.Kind(kind))
        except TooMany:
            return say_plainly(request, TOO_MANY, 409)
    else:
        raise BadRequest("“kind” must be “mute”, “block” or “nothing”.")
    if request.htmx:
        return HttpResponseClientRefresh()
    return HttpResponseRedirect(next_url(request, whom.get_absolute_url()), status=303)
