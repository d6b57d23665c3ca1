"""What waits in the margins of an author's stories: read with its words, approved or hidden."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from reader.actions.moderation import in_the_margin
from reader.models import Comment
from reader.models.margin.waiting import waiting_for
from reader.text.whole_numbers import whole_number
from reader.web.request import SignedInRequest
from reader.web.switches import takes_keys

COMMENTS_ON_A_PAGE = 30
DONE = {"approve": "approved", "hide": "hidden"}


@login_required
def waiting(request: SignedInRequest) -> HttpResponse:
    """A page of it, the oldest first; posted, what is chosen in it is approved or hidden."""
    held = waiting_for(request.user)
    if request.method == "POST":
        return _decide(request)
    described = held.select_related(
        "reader", "chapter__story__author", "passage", "answers__reader"
    )
    page = Paginator(described, COMMENTS_ON_A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "keys": takes_keys(request)}
    return render(request, "desk/waiting.html", context)


def _decide(request: SignedInRequest) -> HttpResponse:
    """A button of one comment names it; those below all are about what is checked."""
    act, _, key = request.POST.get("do", "").partition(" ")
    if act not in DONE:
        raise BadRequest("Choose whether to approve the comments or to hide them.")
    named = [key] if key else request.POST.getlist("comment")
    keys = [whole_number(one) for one in named]
    chosen = waiting_for(request.user).filter(pk__in=[one for one in keys if one is not None])
    word = request.POST.get(f"word-{key}", "")[:1_000] if key else ""
    comments = list(chosen.select_related("chapter__story", "passage__chapter"))
    for comment in comments:
        _do(act, comment, request, word)
    plural = "" if len(comments) == 1 else "s"
    said = f"{len(comments)} comment{plural} {DONE[act]}." if comments else "Choose comments first."
    messages.success(request, said)
    return HttpResponseRedirect(reverse("waiting"), status=303)


def _do(act: str, comment: Comment, request: SignedInRequest, word: str) -> None:
    if act == "approve":
        in_the_margin.approve(comment, request.user)
    else:
        in_the_margin.hide(comment, request.user, word)
