"""Requests that a browser may send again, because it never saw the answer."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from reader.models import IdempotencyKey
from reader.views.site.errors import bad_request
from reader.web.request import HtmxHttpRequest
from reader.web.store_once import StoredBefore


class IdempotencyMiddleware:
    """Does once what comes with an `Idempotency-Key`, a UUID, however often it is sent.

    A browser that never saw the answer sends again: what was stored is not stored twice, and the
    answer is 204, also where it would be refused by now. What was refused is not remembered, and
    may be tried again under the same key.
    The views note the key in the transaction in which they store (`store_once`), for what they do
    before and after it, such as painting the answer, must keep nobody else from writing.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if 400 <= response.status_code < 500 and self._is_stored(request):
            return HttpResponse(status=204)
        return response

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
        return None

    def _is_stored(self, request: HttpRequest) -> bool:
        """Whether what was sent now has come before. To be asked where it is refused: to what is
        stored the database says so itself."""
        key = getattr(request, "idempotency_key", None)
        if key is None:
            return False
        return IdempotencyKey.objects.filter(reader=request.user.pk, key=key).exists()

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """It came twice at the same moment."""
        return HttpResponse(status=204) if isinstance(exception, StoredBefore) else None
