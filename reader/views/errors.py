"""When something is not there, not allowed, or broken: a calm page that says what to do."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

WORDS_ARE_GONE = (
    "The author has revised the chapter, and those words are gone. "
    "Load the page again to see the new text."
)


class NotHere(Http404):
    """Something is not there, with a sentence for people that says why."""


def say_plainly(
    request: HttpRequest, message: str, status: int, title: str = "That did not work"
) -> HttpResponse:
    """One sentence: as it is to htmx, which shows it in the status line; else on a page."""
    if getattr(request, "htmx", False):
        return HttpResponse(message, status=status, content_type="text/plain; charset=utf-8")
    context = {"status": status, "title": title, "message": message}
    return render(request, "error.html", context, status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    message = str(exception or "") or "Go back and try once more."
    return say_plainly(request, message, 400, "That request made no sense to us")


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    message = str(exception or "") or "It belongs to somebody else, or needs you to sign in."
    return say_plainly(request, message, 403, "This is not yours to open")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    message = "The story may have moved, or be a draft that only its author can see."
    if isinstance(exception, NotHere):
        message = str(exception)
    return say_plainly(request, message, 404, "There is no such page")


def not_allowed(request: HttpRequest) -> HttpResponse:
    message = "Forms are sent to this address, and it has no page. Go back, and do it from there."
    return say_plainly(request, message, 405, "There is nothing to read here")


def too_many(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    message = "That was a lot in a short time. Wait a few minutes, then try again."
    return say_plainly(request, message, 429, "One moment, please")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    message = "Go back, load it again, and send what you wrote once more."
    return say_plainly(request, message, 403, "This page had been open for too long")


def server_error(request: HttpRequest) -> HttpResponse:
    """Rendered without context processors: whatever broke may be among them."""
    context = {
        "status": 500,
        "title": "Something broke on our side",
        "message": "Nothing that you saved before is lost. Try again in a moment.",
    }
    return HttpResponse(render_to_string("error.html", context), status=500)
