"""Whose a story is: writing it with others, handing it over, leaving it to the library."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from reader.actions.apart import Apart
from reader.actions.library.co_authors import CannotInvite, end_co_authorship, invite_co_author
from reader.actions.library.erase import Extent
from reader.actions.library.hand_over import CannotHandOver, end_offer, offer_story, orphan
from reader.models import Offer, Reader, Story
from reader.text.whole_numbers import whole_number
from reader.views.desk.own import own_story, story_of_author
from reader.views.desk.reader_names import readers_named
from reader.web.rate_limits import too_often
from reader.web.request import SignedInRequest

UNKNOWN = "Nobody here has that name. Type it as it stands in the address of their page."


@login_required
def story_authors(request: SignedInRequest, slug: str) -> HttpResponse:
    """Who writes a story; posted, its author asks somebody to, or to take it over, or ends that.
    Who writes it with them can end that too."""
    story = own_story(request.user, slug)
    if request.method != "POST":
        return _page(request, story)
    does = request.POST.get("do", "")
    if does == "leave":
        end_co_authorship(story, request.user, by=request.user)
        messages.success(request, f"You don’t write “{story}” any more.")
        return HttpResponseRedirect(reverse("desk"), status=303)
    story = story_of_author(request.user, slug)
    if does in ASKS:
        return _ask(request, story, does)
    if does == "withdraw offer":
        end_offer(story)
    elif does == "take off":
        end_co_authorship(story, _named_in(request, story), by=request.user)
    else:
        raise BadRequest("Choose what to do.")
    return HttpResponseRedirect(reverse("story_authors", args=[slug]), status=303)


@login_required
def orphan_story(request: SignedInRequest, slug: str) -> HttpResponse:
    """Take one's name off a story, once one was asked."""
    story = story_of_author(request.user, slug)
    if request.method != "POST":
        heirs = story.co_authors.accepted().select_related("reader")
        context = {"story": story, "extent": Extent.of(story), "heir": heirs.first()}
        return render(request, "desk/orphan.html", context)
    try:
        orphan(story)
    except CannotHandOver as refusal:
        raise BadRequest(str(refusal)) from None
    messages.success(request, f"“{story}” does not bear your name any more.")
    return HttpResponseRedirect(reverse("desk"), status=303)


ASKS: dict[str, Callable[[Story, Reader], object]] = {
    "invite": invite_co_author,
    "offer": offer_story,
}


def _ask(request: SignedInRequest, story: Story, does: str) -> HttpResponse:
    """Ask whoever is named; refused, the name that was typed comes back."""
    found = readers_named([request.POST.get("name", "").strip().removeprefix("@")])
    refusal = "" if found else UNKNOWN
    status = 422
    if found and (reason := too_often(request, "comment")):
        refusal, status = reason, 429
    if not refusal:
        try:
            ASKS[does](story, found[0])
        except (CannotInvite, CannotHandOver, Apart) as refused:
            refusal = str(refused)
    if refusal:
        return _page(request, story, refused=does, refusal=refusal, status=status)
    messages.success(
        request, f"{found[0]} is asked in their inbox. Until they accept nothing changes."
    )
    return HttpResponseRedirect(reverse("story_authors", args=[story.slug]), status=303)


def _named_in(request: SignedInRequest, story: Story) -> Reader:
    """Whom a button stands beside. Raises BadRequest."""
    key = whole_number(request.POST.get("reader", ""))
    row = story.co_authors.filter(reader=key).select_related("reader").first() if key else None
    if row is None:
        raise BadRequest("They don’t write this story any more.")
    return row.reader


def _page(
    request: SignedInRequest, story: Story, refused: str = "", refusal: str = "", status: int = 200
) -> HttpResponse:
    context = {
        "story": story,
        "is_author": story.author_id == request.user.pk,
        "co_authors": story.co_authors.accepted().select_related("reader"),
        "invited": story.co_authors.invited().select_related("reader"),
        "offer": Offer.objects.filter(story=story).select_related("reader").first(),
        "refused": refused,
        "refusal": refusal,
        "typed": request.POST.get("name", ""),
    }
    return render(request, "desk/authors.html", context, status=status)
