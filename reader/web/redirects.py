"""Where a form leads back to."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme


def next_url(request: HttpRequest, default: str | None = None) -> str:
    """The URL that a form or a link asks to go back to, as `next`, if it is one of ours; else
    `default`, or the library's."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()})
    if is_ours:
        return wanted
    return reverse("library") if default is None else default
