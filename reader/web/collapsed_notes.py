"""The kinds of author's notes that a reader keeps collapsed, in every story: a cookie."""

from __future__ import annotations

from django.http import HttpRequest

from reader.models import AuthorNote

COOKIE = "folded"


def collapsed_notes(request: HttpRequest) -> list[str]:
    """The kinds that are collapsed. Whatever else a cookie says, no page is cached for it."""
    asked = request.COOKIES.get(COOKIE, "").split(".")
    return [kind for kind in AuthorNote.Kind.values if kind in asked]
