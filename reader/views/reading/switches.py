"""The keyboard shortcuts, and the switches of the reading page."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from reader.web.cookies import set_cookie
from reader.web.redirects import next_url
from reader.web.request import HtmxHttpRequest
from reader.web.switches import SWITCHES, switches


@require_http_methods(["GET", "HEAD", "POST"])
def change_switches(request: HtmxHttpRequest) -> HttpResponse:
    """The shortcuts and the switches, on a page of their own; posted, back to where one was."""
    back = next_url(request)
    if request.method == "POST":
        response = HttpResponseRedirect(back, status=303)
        for name in SWITCHES:
            set_cookie(request, response, name, "on" if request.POST.get(name) else "off")
        return response
    states = switches(request)
    rows = [(name, label, states[name] == "on") for name, label in SWITCHES.items()]
    template = "reading/switches.html#keys" if request.htmx else "reading/switches.html"
    return render(request, template, {"back": back, "switches": rows})
