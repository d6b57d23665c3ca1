"""Choosing how pages look."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from reader.models.people.look import Look
from reader.web.cookies import set_cookie
from reader.web.look import COOKIE, chosen_look
from reader.web.redirects import next_url
from reader.web.request import HtmxHttpRequest


@require_http_methods(["GET", "HEAD", "POST"])
def change_look(request: HtmxHttpRequest) -> HttpResponse:
    """A page to choose on; back to where the reader was, or no more than "done" to a script."""
    back = next_url(request)
    if request.method != "POST":
        return render(request, "reading/look.html", {"back": back})
    look = Look() if "reset" in request.POST else chosen_look(request).with_changes(request.POST)
    response: HttpResponse = HttpResponseRedirect(back, status=303)
    if request.POST.get("quietly"):
        response = HttpResponse(status=204)
    if request.user.is_authenticated:
        request.user.keep_look(look)
    else:
        set_cookie(request, response, COOKIE, look.cookie)
    return response
