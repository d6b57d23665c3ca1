"""Asking a reader, once, whether their highlights may count unnamed in what many marked."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from reader.web.redirects import next_url
from reader.web.request import SignedInRequest

ANSWERS = {"yes": True, "no": False}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def highlights_count(request: SignedInRequest) -> HttpResponse:
    """The question on a page, for whoever marks without script; posted, the answer to it."""
    context = {"next": next_url(request)}
    if request.method != "POST":
        return render(request, "margin/highlights_count.html", context)
    answer = ANSWERS.get(request.POST.get("counts", ""))
    if answer is None:
        raise BadRequest("Say whether your highlights may count: yes or no.")
    request.user.counts_marks = answer
    request.user.save(update_fields=["counts_marks"])
    if request.htmx:
        return render(request, "margin/_count_answer.html")
    return HttpResponseRedirect(context["next"], status=303)
