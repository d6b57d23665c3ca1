"""Content preferences: a reader's from their account, a visitor's from a cookie."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from reader.models import Reader
from reader.models.library.content_preferences import LONGEST_COOKIE, ContentPreferences
from reader.web.cookies import set_cookie

COOKIE = "content"


def content_preferences(request: HttpRequest) -> ContentPreferences:
    """What whoever asks does not want to meet, and wants to be told of."""
    if isinstance(request.user, Reader):
        return ContentPreferences(request.user.content)
    return preferences_of_browser(request)


def preferences_of_browser(request: HttpRequest) -> ContentPreferences:
    """What a visitor chose in this browser."""
    return ContentPreferences.from_cookie(request.COOKIES.get(COOKIE, ""))


def keep_content_preferences(
    request: HttpRequest, response: HttpResponse, preferences: ContentPreferences
) -> None:
    """Keep them from now on, on the account or in the browser. Raises ValueError where they are
    more than a browser keeps."""
    if isinstance(request.user, Reader):
        request.user.keep_content_preferences(preferences)
        return
    cookie = preferences.cookie
    if len(cookie) > LONGEST_COOKIE:
        raise ValueError("More than a browser keeps.")
    set_cookie(request, response, COOKIE, cookie)
