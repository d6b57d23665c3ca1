"""How pages look: the reader's theme and text size, kept in cookies and applied by the server."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods

CHOICES = {
    "theme": {"auto": "Follow the system", "light": "Light", "sepia": "Sepia", "dark": "Dark"},
    "size": {"small": "Small", "medium": "Medium", "large": "Large", "huge": "Huge"},
}
DEFAULTS = {"theme": "auto", "size": "medium"}
A_YEAR = 60 * 60 * 24 * 365


def look(request: HttpRequest) -> dict[str, object]:
    """For every template: the look that was asked for, what there is to choose, the door."""
    return {
        "look": chosen(request),
        "looks": CHOICES,
        "demo": settings.DEMO,
        "signup_open": settings.SIGNUP == "open",
    }


def chosen(request: HttpRequest) -> dict[str, str]:
    return {
        name: value if (value := request.COOKIES.get(name)) in choices else DEFAULTS[name]
        for name, choices in CHOICES.items()
    }


@require_http_methods(["GET", "HEAD", "POST"])
def change_look(request: HttpRequest) -> HttpResponse:
    """A page to choose on, for browsers without script; back to where the reader was."""
    back = request.POST.get("next") or request.GET.get("next") or "/"
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        back = "/"
    if request.method != "POST":
        return render(request, "look_page.html", {"back": back})
    response = HttpResponseRedirect(back, status=303)
    for name, choices in CHOICES.items():
        if request.POST.get(name) in choices:
            response.set_cookie(
                name, request.POST[name], max_age=A_YEAR, samesite="Lax", secure=request.is_secure()
            )
    return response
