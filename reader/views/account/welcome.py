"""What somebody sees once, after making an account: how one marks, to try."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render

from reader.web.redirects import next_url
from reader.web.request import SignedInRequest


@login_required
def welcome(request: SignedInRequest) -> HttpResponse:
    """A sample to mark, and the way to where they were going."""
    return render(request, "account/welcome.html", {"next": next_url(request)})
