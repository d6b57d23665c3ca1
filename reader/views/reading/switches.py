"""What a reader switches on or off on the reading page: cookies, applied by the server."""

from __future__ import annotations

from hashlib import sha256

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods

from reader.views.reading.look import A_YEAR

SWITCHES = {
    "beside": "Show every thread beside the text",
    "focus": "Dim all but the paragraph being read",
    "keys": "Keys: press ? for a list of them",
}
ON = {"keys"}
"""What is on until somebody switches it off."""


def switched(request: HttpRequest) -> dict[str, str]:
    """Each switch, `on` or `off`."""
    return {
        name: value
        if (value := request.COOKIES.get(name)) in ("on", "off")
        else ("on" if name in ON else "off")
        for name in SWITCHES
    }


def rows(request: HttpRequest) -> list[tuple[str, str, bool]]:
    """For forms: each switch's name, its words, and whether it is on."""
    now = switched(request)
    return [(name, words, now[name] == "on") for name, words in SWITCHES.items()]


@require_http_methods(["GET", "HEAD", "POST"])
def switches(request: HttpRequest) -> HttpResponse:
    """The keys and the switches, on a page of their own; posted, back to where one was."""
    back = request.POST.get("next") or request.GET.get("next") or "/"
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        back = "/"
    if request.method != "POST":
        template = "reading/switches.html#keys" if request.htmx else "reading/switches.html"
        return render(request, template, {"back": back, "switches": rows(request)})
    response = HttpResponseRedirect(back, status=303)
    for name in SWITCHES:
        value = "on" if request.POST.get(name) else "off"
        response.set_cookie(name, value, max_age=A_YEAR, samesite="Lax", secure=request.is_secure())
    return response


def device_of(request: HttpRequest) -> str:
    """A name for the device that a reader is signed in on: told apart, never told."""
    key = request.session.session_key
    return sha256(key.encode()).hexdigest()[:16] if key else ""
