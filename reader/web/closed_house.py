"""A closed house: strangers see the door and nothing else (`GLOSS_CLOSED_HOUSE`)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import ResolverMatch
from django.utils.cache import patch_cache_control

from reader.views.annotations.bearer import ask_for_token
from reader.views.annotations.refusal import Refusal
from reader.views.catalogs.basic_auth import ask_for_password, reader_of
from reader.views.site.door import to_the_door
from reader.web.window import is_for_window

SIGNING_IN = (
    *("account_login", "account_logout", "account_signup", "account_inactive"),
    *("account_confirm_email", "account_email_verification_sent", "account_confirm_login_code"),
    *("account_reset_password", "account_reset_password_done"),
    *("account_reset_password_from_key", "account_reset_password_from_key_done"),
    *("account_closed", "account_delete_now", "account_deleted"),
    *("mfa_authenticate", "mfa_login_webauthn"),
)
OF_THE_APP = (
    *("manifest", "touch_icon", "service_worker"),
    *("offline_page", "offline_session", "offline_library"),
)
"""What a browser needs of the app itself: nobody's words are in it."""
DOOR = {*SIGNING_IN, *OF_THE_APP, "look", "unsubscribe"}
"""What answers strangers: how the door looks, too, and the links at the end of emails."""
ANNOTATIONS = ("annotations", "story_annotations", "chapter_annotations", "annotation")


class ClosedHouse:
    """Leads whoever is not signed in to the door, whatever they ask for; programs are asked for a
    password or a token. What readers get is for no cache that others share."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if settings.CLOSED_HOUSE:
            response["X-Robots-Tag"] = "noindex"
            if "public" in response.get("Cache-Control", ""):
                patch_cache_control(response, private=True)
        return response

    def process_view(
        self, request: HttpRequest, view: Callable, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """The door, in place of what the view would answer to a stranger. Raises Http404 where
        nobody is there to be led anywhere: a script asks, or a page for one of its pictures."""
        match = request.resolver_match
        if not settings.CLOSED_HOUSE or match is None or request.user.is_authenticated:
            return None
        if match.url_name in DOOR and not match.namespace or match.route == "robots.txt":
            return None
        if match.url_name in ANNOTATIONS:
            return _by_token(request)
        if _is_file_for_programs(match):
            return _by_password(request)
        mode = request.headers.get("Sec-Fetch-Mode", "navigate")
        if mode != "navigate" and not getattr(request, "htmx", False):
            raise Http404
        return to_the_door(request)


def _is_file_for_programs(match: ResolverMatch) -> bool:
    """Whether it is a feed, a page of a catalog, or a download."""
    name = match.url_name or ""
    return match.namespace.startswith("opds") or name.endswith("_feed") or name == "story_download"


def _by_token(request: HttpRequest) -> HttpResponse | None:
    """None for a program that shows a token, which the view looks at, or asks how to send one."""
    kind = request.headers.get("Authorization", "").partition(" ")[0]
    if kind.lower() == "bearer" or request.method == "OPTIONS":
        return None
    return Refusal(401, "Send a token: Authorization: Bearer …", **ask_for_token()).answer()


def _by_password(request: HttpRequest) -> HttpResponse | None:
    """None for a program that shows a reader's name and password."""
    reader = reader_of(request)
    if reader is None:
        return to_the_door(request) if is_for_window(request) else ask_for_password(request)
    request.user = reader
    return None
