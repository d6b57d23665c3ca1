"""The names of languages."""

from __future__ import annotations

from functools import cache

from django.conf.locale import LANG_INFO
from django.utils.translation import get_language_info

from reader.text.manuscripts.label_values import read_language


def language_name(code: str) -> str:
    """What people who speak it call a language; its code where that is not known."""
    try:
        name = get_language_info(code)["name_local"]
    except KeyError:
        return code
    return name[:1].title() + name[1:]


@cache
def known_languages() -> list[tuple[str, str, str]]:
    """Code, own name and English name of each language whose name is known, by its own name."""
    known = []
    for code, language in LANG_INFO.items():
        if "name_local" in language:
            known.append((code, language_name(code), language["name"]))
    return sorted(known, key=lambda language: language[1].casefold())


def language_code(words: str) -> str:
    """The code of a language that is called by its own name, its English name or a code; nothing
    where none is meant."""
    return _codes().get(words.strip().casefold()) or read_language(words)


@cache
def _codes() -> dict[str, str]:
    codes: dict[str, str] = {}
    for code, own, english in known_languages():
        for name in (own, english):
            codes.setdefault(name.casefold(), code)
    return codes
