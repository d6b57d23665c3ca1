"""What somebody leaves out of the library, and is asked about before they read."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from reader.models import Story
from reader.models.library.content_preferences import ContentPreferences
from reader.views.library.content_form import ContentForm
from reader.views.library.things_to_leave_out import things_left_out, things_to_leave_out
from reader.views.site.forms import status_of
from reader.web.content_preferences import content_preferences, keep_content_preferences
from reader.web.redirects import next_url
from reader.web.request import HtmxHttpRequest

TOO_MUCH = (
    "That is more than a browser can keep. Sign in, and leave out as much as you like: then it is "
    "kept on your account."
)

OF_PEOPLE = ("author", "byline")


@require_http_methods(["GET", "HEAD", "POST"])
def content_preferences_page(request: HtmxHttpRequest) -> HttpResponse:
    """All of it on a page; posted, what was chosen there, or one thing from where one met it."""
    preferences = content_preferences(request)
    if {"leave_out", "take_back"} & request.POST.keys():
        return _one_thing(request, preferences)
    sent = request.POST if request.method == "POST" else None
    form = ContentForm(preferences, _languages(request), sent)
    if form.is_valid():
        response = HttpResponseRedirect(reverse("content_preferences"), status=303)
        try:
            keep_content_preferences(request, response, form.chosen())
        except ValueError:
            form.add_error("tags", TOO_MUCH)
        else:
            messages.success(request, "Saved.")
            return response
    authors = [thing for thing in things_left_out(preferences) if thing.kind in OF_PEOPLE]
    context = {"form": form, "authors": authors}
    return render(request, "library/content_preferences.html", context, status=status_of(form))


def _languages(request: HtmxHttpRequest) -> list[str]:
    stories = Story.objects.listed_for(request.user).order_by("language")
    codes = stories.values_list("language", flat=True).distinct()
    return list(dict.fromkeys(code.lower() for code in codes))


def _one_thing(request: HtmxHttpRequest, preferences: ContentPreferences) -> HttpResponse:
    """Leave one thing out, or in again, and go back. Raises BadRequest for what is nothing."""
    leaves_out = "leave_out" in request.POST
    kind, _, value = request.POST["leave_out" if leaves_out else "take_back"].partition(":")
    things = things_to_leave_out([(kind, " ".join(value.split()))], ContentPreferences())
    try:
        (thing,) = things
        change = preferences.leave_out if leaves_out else preferences.take_back
        change(thing.kind, thing.value)
    except (ValueError, KeyError) as error:
        raise BadRequest("There is nothing of this name to leave out.") from error
    response = HttpResponseRedirect(next_url(request, reverse("content_preferences")), status=303)
    try:
        keep_content_preferences(request, response, preferences)
    except ValueError:
        messages.error(request, TOO_MUCH)
        return response
    said = "is left out of the library and of search" if leaves_out else "is no longer left out"
    messages.success(request, f"“{thing.label}” {said}.")
    return response
