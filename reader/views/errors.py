"""When something is not there, not allowed, or broken: a calm page that says what to do."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 400, "That request made no sense to us", "Go back and try once more.")


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(
        request,
        403,
        "This is not yours to open",
        str(exception or "") or "It belongs to somebody else, or needs you to sign in.",
    )


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(
        request,
        404,
        "There is no such page",
        "The story may have moved, or be a draft that only its author can see.",
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """Rendered without context processors: whatever broke may be among them."""
    html = render_to_string(
        "error.html",
        {
            "status": 500,
            "title": "Something broke on our side",
            "message": "Nothing that you saved before is lost. Try again in a moment.",
        },
    )
    return HttpResponse(html, status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return _page(
        request,
        403,
        "This page had been open for too long",
        "Go back, load it again, and send what you wrote once more.",
    )


def _page(request: HttpRequest, status: int, title: str, message: str) -> HttpResponse:
    if getattr(request, "htmx", False):
        return HttpResponse(message, status=status, content_type="text/plain; charset=utf-8")
    context = {"status": status, "title": title, "message": message}
    return render(request, "error.html", context, status=status)
