"""Pages that only administrators come to."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse

from reader.web.request import SignedInRequest

FOR_ADMINISTRATORS = "This page is for administrators."


def administrator_required(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view that asks visitors to sign in, and raises PermissionDenied for all but
    administrators."""

    @wraps(view)
    def for_administrators(request: SignedInRequest, **where: object) -> HttpResponse:
        if not request.user.is_superuser:
            raise PermissionDenied(FOR_ADMINISTRATORS)
        return view(request, **where)

    return login_required(for_administrators)
