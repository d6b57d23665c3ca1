"""What every request passes through."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from reader.views.errors import bad_request


def refuse_null_characters(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Answer 400 to addresses with a zero byte: no word has one, and PostgreSQL stores none."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if "\0" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            return bad_request(request)
        return get_response(request)

    return middleware
