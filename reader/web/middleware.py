"""What every request passes through."""

from collections.abc import Callable
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.http import url_has_allowed_host_and_scheme

from reader.models import Delivery
from reader.views.site.errors import bad_request, not_allowed, too_large
from reader.views.site.health import healthz
from reader.views.site.once import StoredBefore
from reader.web import pending_submissions as unsent
from reader.web.body_limits import LARGEST, largest_body
from reader.web.request import HtmxHttpRequest


def answer_health_checks(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Answer `/healthz` under any name: whoever watches the machine asks it by its address, which
    is none of `ALLOWED_HOSTS`. No other place is reached this way."""

    def middleware(request: HttpRequest) -> HttpResponse:
        return healthz(request) if request.path_info == "/healthz" else get_response(request)

    return middleware


def refuse_large_bodies(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Answer 413 to a body that is larger than its address takes, before anything reads it."""

    def middleware(request: HttpRequest) -> HttpResponse:
        try:
            size = int(request.META.get("CONTENT_LENGTH") or 0)
        except ValueError:  # Django takes such a body for empty
            size = 0
        if size > LARGEST:  # else nobody needs to know who asks
            largest = largest_body(request.path_info, known=request.user.is_authenticated)
            if size > largest:
                return too_large(request, largest)
        return get_response(request)

    return middleware


def refuse_null_characters(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Answer 400 to addresses and forms with a zero byte: no word has one, and PostgreSQL stores
    none."""

    def middleware(request: HttpRequest) -> HttpResponse:
        query = request.META.get("QUERY_STRING", "")
        if "\0" in request.path_info or "%00" in query or _is_posted(request, "\0"):
            return bad_request(request)
        return get_response(request)

    return middleware


def _is_posted(request: HttpRequest, character: str) -> bool:
    try:
        for _, values in request.POST.lists():
            for value in values:
                if character in value:
                    return True
    except UnreadablePostError:  # whoever sent it has gone away
        pass
    return False


def come_back_to_the_page(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HtmxHttpRequest], HttpResponse]:
    """Lead whoever sends a form and has to sign in first back to the page that the form was on,
    by way of what they wrote, so that it is not lost.

    The address a form is sent to is often no page of its own: to go there is answered with 405.
    """

    def middleware(request: HtmxHttpRequest) -> HttpResponse:
        response = get_response(request)
        unsent.remember_whose(request, response)
        if request.session.accessed:  # most pages for everybody never ask whose they are
            unsent.adopt(request)
        if request.method != "POST" or response.status_code >= 400:
            return response
        if response.get("Location", "").startswith(f"{reverse('account_login')}?"):
            return redirect_to_login(_after_the_door(request))
        if unsent.let_go(request, request.POST.get("unsent", "")) and unsent.kept(request):
            response = redirect("pending_submissions")
        unsent.acknowledge(request, response)
        return response

    return middleware


def _after_the_door(request: HtmxHttpRequest) -> str:
    """Where who sent a form and has to sign in first goes then."""
    page, came = reverse("library"), request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(came, allowed_hosts={request.get_host()}):
        page = urlsplit(came)._replace(scheme="", netloc="").geturl()
    # A page with script keeps what was typed by itself (page.js), but for the editor's text.
    alone = not request.htmx or "source" in request.POST
    return reverse("pending_submissions") if alone and unsent.keep(request, page) else page


def say_what_is_no_page(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Give a page to whoever opens an address that only takes forms: Django's 405 is a blank."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code != 405 or response.content or not request.accepts("text/html"):
            return response
        page = not_allowed(request)
        page["Allow"] = response["Allow"]
        return page

    return middleware


def keep_private(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Tell shared caches to keep nothing that comes with a session, unless its view says how it
    is to be kept. The reader's own browser may: going back stays quick."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        has_session = settings.SESSION_COOKIE_NAME in request.COOKIES or request.session.modified
        if has_session and "Cache-Control" not in response:
            patch_cache_control(response, private=True)
        return response

    return middleware


class DeliverOnce:
    """Does once what comes with an `Idempotency-Key`, a UUID, however often it is sent.

    A browser that never saw the answer sends again: what was stored is not stored twice, and the
    answer is 204. What was refused is not remembered, and may be tried again under the same key.
    The views note the key in the transaction in which they store (`once`), for what they do
    before and after it, such as painting the answer, must keep nobody else from writing.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HtmxHttpRequest, view: Callable[..., HttpResponse], args: tuple, kwargs: dict
    ) -> HttpResponse | None:
        """Look at the key. CSRF has been checked before."""
        name = request.headers.get("Idempotency-Key")
        if name is None or request.method != "POST" or not request.user.is_authenticated:
            return None
        try:
            request.idempotency_key = UUID(name)
        except ValueError:
            return bad_request(request, ValueError("An Idempotency-Key is a UUID."))
        if Delivery.objects.filter(reader=request.user, key=request.idempotency_key).exists():
            return HttpResponse(status=204)
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """It came twice at the same moment."""
        return HttpResponse(status=204) if isinstance(exception, StoredBefore) else None
