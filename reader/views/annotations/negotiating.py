"""HTTP as the Web Annotation Protocol wants it: who asks, for what, and what goes with an answer.

https://www.w3.org/TR/annotation-protocol/
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from reader.models import Token
from reader.text.annotation import CONTEXT

JSON_LD = "application/ld+json"
READING = ("GET", "HEAD", "OPTIONS")
NOT_HERE = "There is no such thing here, or it is not yours to see."
EXPOSED = "Accept-Post, Allow, Content-Location, ETag, Link, Location, Preference-Applied, Vary"


class Refusal(Exception):
    """An answer that is a status and one sentence."""

    def __init__(self, status: int, sentence: str, **headers: str) -> None:
        super().__init__(sentence)
        self.status, self.headers = status, headers


def negotiated(
    methods: tuple[str, ...], headers: dict[str, str]
) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """For a view of the protocol: only these methods, and these headers with every answer.

    A request with a token is its reader's, and needs no CSRF token; one without is the session's,
    and does. What asks for another format than JSON-LD is refused. Every answer has an ETag, and
    whoever has what they ask for already is told so.
    """

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method not in methods:
                raise Refusal(405, f"Ask with one of {', '.join(methods)}.")
            if request.method == "OPTIONS":
                return _preflight()
            by_token = _recognise(request)
            if request.method not in READING and not request.user.is_authenticated:
                raise Refusal(401, "Send a token: Authorization: Bearer …", **_bearer())
            if not _takes_json_ld(request):
                raise Refusal(406, f"There is {JSON_LD} here, and nothing else.")
            if by_token:
                return view(request, *args, **kwargs)
            return csrf_protect(view)(request, *args, **kwargs)

        @csrf_exempt
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            try:
                response = guarded(request, *args, **kwargs)
            except Refusal as refusal:
                response = _refused(refusal)
            except Http404:
                response = _refused(Refusal(404, NOT_HERE))
            return _finished(request, response, headers | {"Allow": ", ".join(methods)})

        return answer

    return decorate


def etag_of(content: bytes) -> str:
    return f'"{sha256(content).hexdigest()[:32]}"'


def matches(header: str, etag: str) -> bool:
    """Whether `If-Match` names an ETag. One that compression on the way has made weak counts: it
    was made of the same bytes."""
    tags = [tag.strip().removeprefix("W/") for tag in header.split(",")]
    return "*" in tags or etag in tags


def _recognise(request: HttpRequest) -> bool:
    """Make the request that of a token's reader; whether it has one."""
    kind, _, secret = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() != "bearer":
        return False
    token = Token.objects.recognise(secret.strip())
    if token is None:
        raise Refusal(
            401, "This token is not known here, or was revoked.", **_bearer("invalid_token")
        )
    request.user = token.reader
    return True


def _bearer(error: str = "") -> dict[str, str]:
    more = f', error="{error}"' if error else ""
    return {"WWW-Authenticate": f'Bearer realm="annotations"{more}'}


def _takes_json_ld(request: HttpRequest) -> bool:
    """Whether JSON-LD, with or without the model's profile, is among what is accepted."""
    for taken in request.accepted_types:
        kind = (taken.main_type, taken.sub_type)
        if kind in (("*", "*"), ("application", "*"), tuple(JSON_LD.split("/"))):
            profiles = taken.params.get("profile", "").split()
            if taken.quality > 0 and (not profiles or CONTEXT in profiles):
                return True
    return False


def _preflight() -> HttpResponse:
    response = HttpResponse(headers={"Access-Control-Max-Age": "86400"})
    response["Access-Control-Allow-Methods"] = ", ".join(READING)
    response["Access-Control-Allow-Headers"] = "Accept, Authorization, If-None-Match, Prefer"
    return response


def _refused(refusal: Refusal) -> HttpResponse:
    return HttpResponse(
        f"{refusal}\n",
        status=refusal.status,
        content_type="text/plain; charset=utf-8",
        headers=refusal.headers,
    )


def _finished(
    request: HttpRequest, response: HttpResponse, headers: dict[str, str]
) -> HttpResponse:
    if response.status_code != 204 and "ETag" not in response:
        response["ETag"] = etag_of(response.content)
    if response.status_code == 200 and request.method in ("GET", "HEAD"):
        response = get_conditional_response(request, etag=response["ETag"], response=response)
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
