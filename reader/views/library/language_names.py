"""The names of languages."""

from __future__ import annotations

from django.utils.translation import get_language_info


def language_name(code: str) -> str:
    """What people who speak it call a language; its code where that is not known."""
    try:
        name = get_language_info(code)["name_local"]
    except KeyError:
        return code
    return name[:1].upper() + name[1:]
