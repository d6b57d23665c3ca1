"""Who gets to the moderators' pages; to everybody else there are none."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from reader.models import Reader
from reader.web.request import SignedInRequest

View = Callable[..., HttpResponse]


def for_moderators(view: View) -> View:
    """Let a view answer moderators and administrators alone. Raises Http404 for others."""

    @never_cache
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not (isinstance(request.user, Reader) and request.user.moderates):
            raise Http404
        return view(cast(SignedInRequest, request), *args, **kwargs)

    return answer
