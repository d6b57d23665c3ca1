"""Pictures, to whoever may read the story that they are in."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from reader.models import Picture

A_YEAR = 60 * 60 * 24 * 365


@require_safe
def picture(request: HttpRequest, name: str) -> HttpResponse:
    """A picture's file. What is everybody's may be kept by everybody; its name is its content."""
    pictures, kept_by = Picture.objects.filter(name=name), "public"
    found = pictures.visible_to(None).first()
    if found is None:
        found, kept_by = pictures.visible_to(request.user).first(), "private"
    if found is None:
        raise Http404
    data = found.read()
    if not data:
        raise Http404
    return HttpResponse(
        data,
        content_type=found.content_type,
        headers={
            "Cache-Control": f"{kept_by}, max-age={A_YEAR}, immutable",
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "X-Content-Type-Options": "nosniff",
        },
    )
