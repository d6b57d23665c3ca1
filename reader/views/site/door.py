"""The door: where visitors sign in who asked for what is for readers with an account."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponseRedirect
from django.urls import ResolverMatch, reverse

from reader.models import Story
from reader.models.audience import Audience
from reader.models.library.story import StoryQuerySet

BY_KEY = {"passage": "chapters__passages", "comment": "chapters__comments", "live": "chapters"}
"""The words that names of URLs begin with which say of what they have a key; and what leads to that
from a story."""
FOR_PROGRAMS = ("feed", "picture")
"""The words that names of URLs end with where no person signs in."""


def door_of_members(request: HttpRequest) -> HttpResponseRedirect | None:
    """The way to sign in, and back, for a visitor who asked for anything of a story that is for
    members: nothing of it is told. None where it is no such story, or nobody is there to sign in.
    """
    match, user = request.resolver_match, getattr(request, "user", None)
    if match is None or user is None or user.is_authenticated or not _is_person(request, match):
        return None
    members = Story.objects.published().filter(audience=Audience.MEMBERS)
    stories = _named(match, members)
    if stories is None or not stories.exists():
        return None
    return to_the_door(request, "members")


def to_the_door(request: HttpRequest, of: str = "") -> HttpResponseRedirect:
    """The way to sign in, and back; the page there says why, where the door is `of` members."""
    query = {"next": request.get_full_path()} | ({"door": of} if of else {})
    return HttpResponseRedirect(f"{reverse('account_login')}?{urlencode(query)}")


def _is_person(request: HttpRequest, match: ResolverMatch) -> bool:
    """Whether somebody may be looking who can sign in: no script of a page on its own, no picture
    in one, no program."""
    mode = request.headers.get("Sec-Fetch-Mode", "navigate")
    name = (match.url_name or "").rpartition("_")[2]
    asks = bool(getattr(request, "htmx", False)) or mode == "navigate"
    return asks and not match.namespace and name not in FOR_PROGRAMS


def _named(match: ResolverMatch, stories: StoryQuerySet) -> StoryQuerySet | None:
    """Those of some stories that a URL is about; None where it is about none."""
    if "slug" in match.kwargs:
        return stories.filter(slug=match.kwargs["slug"])
    way = BY_KEY.get((match.url_name or "").partition("_")[0])
    if way is None:
        return None
    (key,) = [value for value in match.kwargs.values() if isinstance(value, int)] or [0]
    return stories.filter(**{way: key})
