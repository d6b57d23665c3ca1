"""A request as the middleware hands it to the views: for the type checker, which cannot know."""

from uuid import UUID

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from reader.models import Reader


class HtmxHttpRequest(HttpRequest):
    """A request from anybody; `htmx` is false unless htmx sent it.

    `idempotency_key` is there only if the request came with one.
    """

    htmx: HtmxDetails
    idempotency_key: UUID


class SignedInRequest(HtmxHttpRequest):
    """A request to a view that only readers reach, as behind `login_required`."""

    user: Reader
