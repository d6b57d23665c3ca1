"""When something is not there, not allowed, or broken: a calm page that says what to do."""

import sys

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from reader.views.site.door import door_of_members
from reader.web.database_busy import database_is_busy
from reader.web.pending_submissions import is_written

WORDS_ARE_GONE = (
    "The author has revised the chapter, and those words are gone. "
    "Reload the page to see the new text."
)

BUSY = (
    "Others were saving something at the same time, so this is not saved yet. What you wrote is "
    "still here: send it again."
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
    message = str(exception or "") or "Go back and try again."
    return say_plainly(request, message, 400, "We could not understand that request")


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    message = str(exception or "") or "It belongs to somebody else, or you have to sign in first."
    return say_plainly(request, message, 403, "You cannot open this page")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Nothing is here for whoever asks. A visitor may only have to sign in."""
    if door := door_of_members(request):
        return door
    message = "The story may have moved, or be one that its author shows to others only."
    if isinstance(exception, NotHere):
        message = str(exception)
    return say_plainly(request, message, 404, "Page not found")


def not_allowed(request: HttpRequest) -> HttpResponse:
    message = "This address only accepts forms. Go back and use the form on the previous page."
    return say_plainly(request, message, 405, "There is no page here")


def too_many(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    message = "That was a lot in a short time. Wait a few minutes, then try again."
    return say_plainly(request, message, 429, "One moment, please")


def too_large(request: HttpRequest, largest: int) -> HttpResponse:
    """More bytes than a URL takes at once, which is `largest`."""
    message = (
        f"You can send at most {largest / 1_000_000:.3g} MB here at once. Nothing was saved: "
        "send less, or send the files a few at a time."
    )
    if not request.user.is_authenticated:
        message += " You can send larger files once you are signed in."
    return say_plainly(request, message, 413, "That is too large")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    message = "Go back, reload the page, and send what you wrote again."
    return say_plainly(request, message, 403, "This page was open for too long")


def busy(request: HttpRequest) -> HttpResponse:
    """Others held the database for too long. Nothing of what was sent is stored, and all of it is
    in the answer, to be sent once more; but no password, and no file."""
    if getattr(request, "htmx", False):
        response = say_plainly(request, BUSY, 503)
    else:
        response = render(request, "site/busy.html", {"rows": sent(request)}, status=503)
    response["Retry-After"] = "5"
    return response


def sent(request: HttpRequest) -> list[tuple[str, str, bool]]:
    """The fields of a form that was sent: name, value, and whether somebody writes in it. None at
    all where there was a password or a file among them, which nobody can send from the page."""
    if request.FILES:
        return []
    rows = []
    for name, values in request.POST.lists():
        if "password" in name:
            return []
        if name != "csrfmiddlewaretoken":
            for value in values:
                rows.append((name, value, is_written(name)))
    return rows


def server_error(request: HttpRequest) -> HttpResponse:
    """Rendered without context processors: whatever broke may be among them."""
    if database_is_busy(sys.exc_info()[1]):
        return busy(request)
    context = {
        "request": request,
        "status": 500,
        "title": "Something went wrong on our side",
        "message": "Nothing that you saved before is lost. Try again in a moment.",
    }
    return HttpResponse(render_to_string("site/error.html", context), status=500)
