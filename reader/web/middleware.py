"""What every request passes through."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse, UnreadablePostError
from django.utils.cache import patch_cache_control

from reader.views.site.errors import bad_request, not_allowed, too_large
from reader.views.site.health import healthz
from reader.web.body_limits import LARGEST, largest_body

Response = HttpResponse | StreamingHttpResponse


def answer_head_without_body(
    get_response: Callable[[HttpRequest], Response],
) -> Callable[[HttpRequest], Response]:
    """Answer HEAD with the headers alone, as Django leaves to servers to do and waitress does not.
    What would be made while it is sent is not made; the server closes it."""

    def middleware(request: HttpRequest) -> Response:
        response = get_response(request)
        if request.method != "HEAD":
            return response
        if isinstance(response, StreamingHttpResponse):
            response.streaming_content = ()
        else:
            response.content = b""
        return response

    return middleware


def answer_health_checks(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Answer `/healthz` under any host name: a monitor asks by IP address, which is not in
    `ALLOWED_HOSTS`. Nothing else is reached this way."""

    def middleware(request: HttpRequest) -> HttpResponse:
        return healthz(request) if request.path_info == "/healthz" else get_response(request)

    return middleware


def refuse_large_bodies(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Answer 413 to a body that is larger than its URL takes, before anything reads it."""

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
    """Answer 400 to URLs and forms with a null character: no text has one, and PostgreSQL stores
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


def show_405_page(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Give a page to whoever opens a URL that only takes forms: Django's 405 is blank."""

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
