"""How pages look: kept on a reader's account, or in a visitor's cookie, and set by the server."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods

from reader.models.people.look import Look

COOKIE = "look"
A_YEAR = 60 * 60 * 24 * 365
PLAIN, HEAD = '<html lang="en"', "<head>"
"""How a page in the default look begins."""


def look(request: HttpRequest) -> dict[str, object]:
    """For every template: the look that was asked for and the default one, the door."""
    return {
        "look": chosen(request),
        "plain_look": Look(),
        "demo": settings.DEMO,
        "signup_open": settings.SIGNUP == "open",
    }


def chosen(request: HttpRequest) -> Look:
    """A reader's look from their account, wherever they are; a visitor's from their browser."""
    reader = getattr(request, "user", None)
    if reader is not None and reader.is_authenticated:
        return Look(reader.look)
    return of_browser(request)


def of_browser(request: HttpRequest) -> Look:
    """What a visitor chose in this browser."""
    return Look.from_cookie(request.COOKIES.get(COOKIE, ""))


def set_in(page: str, look: Look) -> str:
    """A page that was made in the default look, in another."""
    if not look:
        return page
    page = page.replace(PLAIN, f"{PLAIN}{look.attributes}", 1)
    return page.replace(
        HEAD, HEAD + render_to_string("reading/_font_preload.html", {"look": look}), 1
    )


@require_http_methods(["GET", "HEAD", "POST"])
def change_look(request: HttpRequest) -> HttpResponse:
    """A page to choose on; back to where the reader was, or no more than "done" to a script."""
    back = request.POST.get("next") or request.GET.get("next") or "/"
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        back = "/"
    if request.method != "POST":
        return render(request, "reading/look.html", {"back": back})
    new = Look() if "reset" in request.POST else chosen(request).with_changes(request.POST)
    quietly = request.POST.get("quietly")
    response = HttpResponse(status=204) if quietly else HttpResponseRedirect(back, status=303)
    if request.user.is_authenticated:
        request.user.keep_look(new)
    else:
        secure = request.is_secure()
        response.set_cookie(COOKIE, new.cookie, max_age=A_YEAR, samesite="Lax", secure=secure)
    return response
