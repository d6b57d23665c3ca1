"""The routes that the service worker tells apart, as regular expressions that JavaScript reads."""

from __future__ import annotations

import re

from django.conf import settings
from django.urls import reverse

ROUTES = {
    "library": (),
    "story": ("slug",),
    "chapter_range": ("slug", "start"),
    "chapter": ("slug", "number"),
    "whole_story": ("slug",),
    "passage": ("pk",),
    "paragraph": ("slug", "number", "index"),
    "selection": ("slug", "number"),
    "highlight_create": ("slug", "number"),
    "comment_create": ("slug", "number"),
    "progress_save": ("slug", "number"),
    "comment_reply": ("pk",),
    "highlight_update": ("pk",),
    "highlight_remove": ("pk",),
    "highlight_restore": ("pk",),
    "picture": ("name",),
}
"""The name of each route in reader/urls/, and the values in its path, in their order."""
STAND_INS = {"slug": ("a_slug_that_stands_in", r"([-\w]+)"), "name": ("a_name", r"([^/]+)")}
"""What is put where such a value belongs, and what matches the value."""
NUMBER = (987654321, r"(\d+)")


def worker_routes() -> dict[str, str]:
    """A pattern for each route's path; each value in it is a group."""
    return {name: _pattern(name, values) for name, values in ROUTES.items()}


def worker_paths() -> dict[str, str]:
    """The paths without a value in them that the worker needs, by what is there."""
    return {
        "library": reverse("library"),
        "offline": reverse("offline_page"),
        "session": reverse("offline_session"),
        "admin": reverse("admin:index"),
        "static": settings.STATIC_URL,
    }


def _pattern(name: str, values: tuple[str, ...]) -> str:
    arguments, groups = {}, {}
    for value in values:
        stand_in, group = STAND_INS.get(value, NUMBER)
        arguments[value] = stand_in
        groups[re.escape(str(stand_in))] = group
    pattern = re.escape(reverse(name, kwargs=arguments))
    for stand_in, group in groups.items():
        pattern = pattern.replace(stand_in, group)
    return f"^{pattern}$"
