"""Stories on which only followers comment: who doesn't follow is told so before they type, and can
follow by the same press with which they send."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from reader.actions.margin.may_comment import FOLLOWERS, why_not
from reader.actions.refused import Refused
from reader.models import Chapter, Follow, Story
from reader.views.margin.comment_answers import refusal
from reader.web.request import SignedInRequest


def instead_of_form(
    request: SignedInRequest, context: dict[str, object], reason: str
) -> HttpResponse:
    """In the place of a form to comment: why the reader may not, and a button to follow the story
    where that is all it takes."""
    chapter = context["chapter"]
    assert isinstance(chapter, Chapter)
    context |= {"story": chapter.story, "why_not": reason, "may_follow": reason == FOLLOWERS}
    template = "margin/_why_not.html" if request.htmx else "margin/comment_form.html"
    return render(request, template, context)


def follow_as_asked(request: SignedInRequest, story: Story) -> None:
    """Follow the story with what is sent, where its button says so: only followers may comment."""
    if request.POST.get("follow") == "yes" and why_not(story, request.user) == FOLLOWERS:
        Follow.objects.say(request.user, story, True)


def refused_comment(
    request: SignedInRequest, context: dict[str, object], refused: Refused
) -> HttpResponse:
    """The form with what was typed, and why it was refused; with a button that follows the story
    and sends it, where that is all it takes."""
    form = context["form"]
    form.add_error(None, str(refused))  # type: ignore[attr-defined]
    context["may_follow"] = str(refused) == FOLLOWERS
    return refusal(request, context, 409 if request.htmx else 403)
