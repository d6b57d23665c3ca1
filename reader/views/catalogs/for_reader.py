"""Whom a feed or a page of a catalog is made for: visitors share one, a known reader gets their
own."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control, patch_vary_headers

from reader.actions.library.count_what_came_out import count_what_came_out
from reader.models import Reader
from reader.views.catalogs.basic_auth import reader_of

View = Callable[..., HttpResponse]
FIVE_MINUTES = 300


def for_reader(view: View) -> View:
    """A view whose answer anybody may keep for five minutes, unless it is known who asks, by a
    session, a password or a token: then it is made for them (`request.user`), and theirs alone."""

    @wraps(view)
    def made(request: HttpRequest, **named: object) -> HttpResponse:
        count_what_came_out()
        request.user = reader_of(request) or request.user
        answer = view(request, **named)
        if isinstance(request.user, Reader):
            patch_cache_control(answer, private=True, no_cache=True)
        else:
            patch_cache_control(answer, public=True, max_age=FIVE_MINUTES)
        patch_vary_headers(answer, ["Authorization", "Cookie"])
        return answer

    return made
