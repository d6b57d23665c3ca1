"""What archives and authors mean by a rating, a status, a language, a list of tags."""

from __future__ import annotations

import re

from reader.text.manuscripts.label_words import LISTS, STATUSES

_LISTED = re.compile(r"\W*(?:main\s+)?(?P<words>[^\W_][^:：–—-]{0,30}?)\s*[:：–—-]")
_RATINGS = {
    "general": "g general k k+ everyone all pg u",
    "teen": "t teen teens pg-13 pg13 12 13+ 12a",
    "mature": "m mature r 15 16+ 17+",
    "explicit": "e explicit ma nc-17 nc17 18 18+ x",
}

_LANGUAGES = {
    "arabic": "ar", "chinese": "zh-hans", "czech": "cs", "danish": "da", "deutsch": "de",
    "dutch": "nl", "english": "en", "español": "es", "finnish": "fi", "français": "fr",
    "french": "fr", "german": "de", "greek": "el", "hebrew": "he", "hungarian": "hu",
    "indonesian": "id", "italian": "it", "italiano": "it", "japanese": "ja", "korean": "ko",
    "nederlands": "nl", "norwegian": "nb", "persian": "fa", "polish": "pl", "polski": "pl",
    "portuguese": "pt", "português": "pt", "russian": "ru", "spanish": "es", "svenska": "sv",
    "русский": "ru", "українська": "uk", "中文": "zh-hans", "简体中文": "zh-hans",
    "繁體中文": "zh-hant", "日本語": "ja", "한국어": "ko", "čeština": "cs", "česky": "cs",
    "türkçe": "tr", "magyar": "hu", "suomi": "fi", "norsk": "nb", "norsk (bokmål)": "nb",
    "dansk": "da", "ελληνικά": "el", "العربية": "ar", "עברית": "he", "bahasa indonesia": "id",
    "tiếng việt": "vi", "català": "ca", "română": "ro", "português brasileiro": "pt-br",
    "فارسی": "fa", "swedish": "sv", "turkish": "tr", "ukrainian": "uk", "vietnamese": "vi",
}  # fmt: skip


def list_of(line: str) -> str:
    """Which list a line of tags is about: `fandoms`, `relationships`, `characters` or `tags`."""
    match = _LISTED.match(line)
    words = " ".join(match["words"].lower().split()) if match else ""
    for name, known in LISTS.items():
        if words in known.split("/"):
            return name
    return "tags"


def read_rating(value: str) -> str:
    """`general`, `teen`, `mature` or `explicit` from an archive's wording, or nothing."""
    return _first_of(_RATINGS, value)


def read_status(value: str) -> str:
    """`complete` or `in progress` from an archive's wording, or nothing."""
    return _first_of(STATUSES, value)


def read_language(value: str) -> str:
    """A language tag from a language's name or from a tag, or nothing."""
    value = value.strip().lower()
    tag = re.fullmatch(r"[a-z]{2,3}(?:[-_][a-z0-9]{2,8})*", value)
    return _LANGUAGES.get(value) or (value.replace("_", "-") if tag else "")


def _first_of(meanings: dict[str, str], value: str) -> str:
    words = re.findall(r"[\w+-]+", value.lower().removeprefix("fiction").strip())
    for word in words[:2]:
        for meaning, wordings in meanings.items():
            if word in wordings.split():
                return meaning
    return ""
