"""HTTP as the Web Annotation Protocol wants it: who asks, for what, and what goes with an answer.

https://www.w3.org/TR/annotation-protocol/
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from reader.models.people.suspension import Suspended
from reader.text.annotation import CONTEXT
from reader.views.annotations.bearer import ask_for_token, sign_in_by_token
from reader.views.annotations.etags import etag_of
from reader.views.annotations.refusal import Refusal

JSON_LD = "application/ld+json"
TAKEN = (("*", "*"), ("application", "*"), ("application", "ld+json"))
"""The media types that JSON-LD goes by in `Accept`."""
READING = ("GET", "HEAD", "OPTIONS")
NOT_HERE = "It does not exist, or you may not see it."
EXPOSED = "Accept-Post, Allow, Content-Location, ETag, Link, Location, Preference-Applied, Vary"

View = Callable[..., HttpResponse]


def negotiated(methods: tuple[str, ...], headers: dict[str, str]) -> Callable[[View], View]:
    """For a view of the protocol: only these methods, and these headers with every answer.

    A request with a token is its reader's, and needs no CSRF token; one without is the session's,
    and does. What asks for another format than JSON-LD is refused. Every answer has an ETag, and
    whoever has what they ask for already is told so.
    """

    def decorate(view: View) -> View:
        @csrf_exempt
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            try:
                response = _answer(view, methods, request, *args, **kwargs)
            except Refusal as refusal:
                response = refusal.answer()
            except Suspended as suspended:
                response = Refusal(403, str(suspended)).answer()
            except Http404:
                response = Refusal(404, NOT_HERE).answer()
            return _finished(request, response, headers | {"Allow": ", ".join(methods)})

        return answer

    return decorate


def _answer(
    view: View, methods: tuple[str, ...], request: HttpRequest, *args: Any, **kwargs: Any
) -> HttpResponse:
    """What the view answers to whoever may ask it. Raises Refusal."""
    if request.method not in methods:
        raise Refusal(405, f"Use one of these methods: {', '.join(methods)}.")
    if request.method == "OPTIONS":
        return _preflight()
    by_token = sign_in_by_token(request)
    if request.method not in READING and not request.user.is_authenticated:
        raise Refusal(401, "Send a token: Authorization: Bearer …", **ask_for_token())
    if not _takes_json_ld(request):
        raise Refusal(406, f"Only {JSON_LD} is available.")
    if by_token:
        return view(request, *args, **kwargs)
    return csrf_protect(view)(request, *args, **kwargs)


def _takes_json_ld(request: HttpRequest) -> bool:
    """Whether JSON-LD, with or without the model's profile, is among what is accepted."""
    for accepted in request.accepted_types:
        if (accepted.main_type, accepted.sub_type) in TAKEN:
            profiles = accepted.params.get("profile", "").split()
            if accepted.quality > 0 and (not profiles or CONTEXT in profiles):
                return True
    return False


def _preflight() -> HttpResponse:
    response = HttpResponse(headers={"Access-Control-Max-Age": "86400"})
    response["Access-Control-Allow-Methods"] = ", ".join(READING)
    response["Access-Control-Allow-Headers"] = "Accept, Authorization, If-None-Match, Prefer"
    return response


def _finished(
    request: HttpRequest, response: HttpResponse, headers: dict[str, str]
) -> HttpResponse:
    """The answer with all headers that it is to have, or that the program has it already."""
    if response.status_code != 204 and "ETag" not in response:
        response["ETag"] = etag_of(response.content)
    if response.status_code == 200 and request.method in ("GET", "HEAD"):
        conditional = get_conditional_response(request, etag=response["ETag"], response=response)
        response = conditional or response
    for name, value in headers.items():
        response.setdefault(name, value)
    if "POST" not in response["Allow"]:
        del response["Accept-Post"]
    patch_vary_headers(response, ["Accept", "Prefer", "Authorization", "Cookie"])
    response.setdefault("Cache-Control", "private, no-cache")
    if request.method in READING:
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = EXPOSED
    return response
