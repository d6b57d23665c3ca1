"""When something is not there, not allowed, or broken: a calm page that says what to do."""

import sys

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from reader.web import pending_submissions as unsent
from reader.web.busy import is_busy

WORDS_ARE_GONE = (
    "The author has revised the chapter, and those words are gone. "
    "Load the page again to see the new text."
)

BUSY = (
    "Others were saving something at the same time, so this is not saved yet. What you wrote is "
    "still here: send it once more."
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
    return render(request, "site/error.html", context, status=status)


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


def too_large(request: HttpRequest, largest: int) -> HttpResponse:
    """More bytes than an address takes at once, which is `largest`."""
    message = (
        f"At most {largest / 1_000_000:.3g} MB can be sent here at once. Nothing was kept: "
        "send less, or send the files a few at a time."
    )
    if not request.user.is_authenticated:
        message += " You can send larger files once you are signed in."
    return say_plainly(request, message, 413, "That is too much at once")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    message = "Go back, load it again, and send what you wrote once more."
    return say_plainly(request, message, 403, "This page had been open for too long")


def busy(request: HttpRequest) -> HttpResponse:
    """Others held the database for too long. Nothing of what was sent is stored, and all of it is
    in the answer, to be sent once more; but no password, and no file."""
    if getattr(request, "htmx", False):
        response = say_plainly(request, BUSY, 503)
    else:
        sent = [(name, value) for name, values in request.POST.lists() for value in values]
        sent = [(name, value) for name, value in sent if name != "csrfmiddlewaretoken"]
        if request.FILES or any("password" in name for name, _ in sent):
            sent = []
        rows = [(name, value, unsent.is_written(name)) for name, value in sent]
        response = render(request, "site/busy.html", {"rows": rows}, status=503)
    response["Retry-After"] = "5"
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """Rendered without context processors: whatever broke may be among them."""
    if is_busy(sys.exc_info()[1]):
        return busy(request)
    context = {
        "status": 500,
        "title": "Something broke on our side",
        "message": "Nothing that you saved before is lost. Try again in a moment.",
    }
    return HttpResponse(render_to_string("site/error.html", context), status=500)
