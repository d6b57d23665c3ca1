"""What an author asked a reader about a story, and the reader's answer."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from reader.actions.apart import Apart
from reader.actions.library.co_authors import accept_invitation, end_co_authorship
from reader.actions.library.hand_over import end_offer, take_over
from reader.models import CoAuthor, Offer, Reader, Story
from reader.views.site.errors import NotHere
from reader.web.request import SignedInRequest

NOT_ASKED = "This was answered already, or is not asked any more."


@login_required
def story_question(request: SignedInRequest, pk: int) -> HttpResponse:
    """To write a story with its author, or to take it over: the question, and its answer."""
    asks = Story.objects.filter(author__is_active=True)
    story = asks.filter(pk=pk).select_related("author").first()
    if story is None:
        raise NotHere(NOT_ASKED)
    offered = Offer.objects.filter(story=story, reader=request.user).exists()
    if not offered and not CoAuthor.objects.invited().filter(story=story, reader=request.user):
        raise NotHere(NOT_ASKED)
    if request.method != "POST":
        context = {"story": story, "offered": offered}
        return render(request, "desk/story_question.html", context)
    answer = request.POST.get("answer")
    if answer not in ("yes", "no"):
        raise BadRequest("Say yes or no.")
    try:
        return _answered(request, story, offered, answer == "yes")
    except (Offer.DoesNotExist, CoAuthor.DoesNotExist):
        raise NotHere(NOT_ASKED) from None
    except Apart as refused:
        raise PermissionDenied(str(refused)) from None


def _answered(request: SignedInRequest, story: Story, offered: bool, yes: bool) -> HttpResponse:
    reader: Reader = request.user
    if not yes:
        if offered:
            end_offer(story, by=reader)
        else:
            end_co_authorship(story, reader, by=reader)
        messages.success(request, f"{story.author} will hear that you don’t want to.")
        return HttpResponseRedirect(reverse("inbox"), status=303)
    (take_over if offered else accept_invitation)(story, reader)
    done = "“{}” is yours now." if offered else "You write “{}” too now."
    messages.success(request, done.format(story))
    return HttpResponseRedirect(reverse("desk_story", args=[story.slug]), status=303)
