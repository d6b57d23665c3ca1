"""Where whoever sent a form, and has to sign in first, goes after that."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from reader.web import last_reader, pending_submissions
from reader.web.request import HtmxHttpRequest


def return_after_sign_in(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HtmxHttpRequest], HttpResponse]:
    """Lead whoever sends a form and has to sign in first back to the page that the form was on,
    by way of what they wrote, so that it is not lost.

    The URL that a form is sent to often has no page of its own: going there is answered with 405.
    """

    def middleware(request: HtmxHttpRequest) -> HttpResponse:
        response = get_response(request)
        last_reader.remember(request, response)
        if request.session.accessed:  # most pages for everybody never ask whose they are
            pending_submissions.adopt(request)
        if request.method != "POST" or response.status_code >= 400:
            return response
        location = response.get("Location", "")
        if location.startswith(f"{reverse('account_login')}?"):
            return redirect_to_login(_next_page(request))
        sent_again = request.POST.get(pending_submissions.KEY, "")
        discarded = pending_submissions.discard(request, sent_again)
        if discarded and pending_submissions.pending(request):
            response = redirect("pending_submissions")
        pending_submissions.acknowledge(request, response)
        return response

    return middleware


def _next_page(request: HtmxHttpRequest) -> str:
    """The page that the form was on, or the one that offers what was written in it."""
    page, referer = reverse("library"), request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(referer, allowed_hosts={request.get_host()}):
        page = urlsplit(referer)._replace(scheme="", netloc="").geturl()
    # A page with script keeps what was typed by itself (writing.js), except the editor's text, and
    # except what was only pressed.
    is_kept_by_server = "source" in request.POST or pending_submissions.is_act(request.path)
    is_kept_there = request.htmx and not is_kept_by_server
    if not is_kept_there and pending_submissions.save(request, page):
        return reverse("pending_submissions")
    return page
