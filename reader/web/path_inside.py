"""Paths as reader/urls/ has them, where Gloss lies under a path of its own (`GLOSS_PATH`)."""

from __future__ import annotations

from django.urls import get_script_prefix


def path_inside(path: str) -> str:
    """A path of ours without the path under which Gloss lies; one that lacks it is left as it is:
    a proxy may take it off."""
    prefix = get_script_prefix()
    return path[len(prefix) - 1 :] if path.startswith(prefix) else path
