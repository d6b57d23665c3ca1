"""Storing once what a browser may send again, because it never saw the answer."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from reader.models import IdempotencyKey
from reader.web.request import SignedInRequest


class StoredBefore(Exception):
    """What was sent has come before, under the same Idempotency-Key, and is stored."""


@contextmanager
def store_once(request: SignedInRequest) -> Iterator[None]:
    """A transaction in which what was sent is stored, and its Idempotency-Key noted, if it has one.

    What takes long is done before it and after it. Raises StoredBefore.
    """
    with transaction.atomic():
        key = getattr(request, "idempotency_key", None)
        if key and not IdempotencyKey.objects.use(request.user, key):
            raise StoredBefore
        yield
