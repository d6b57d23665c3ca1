"""Language tags (BCP 47, RFC 5646) of the forms that every reading system understands."""

from __future__ import annotations

import re

# A language, with or without a script and a region: `en`, `pt-BR`, `zh-Hant-TW`, `es-419`.
_TAG = re.compile(r"[a-z]{2,3}(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?", re.IGNORECASE)

UNDETERMINED = "und"


def is_language_tag(value: str) -> bool:
    """Whether `value` is a language tag of a language, perhaps a script and a region."""
    return bool(_TAG.fullmatch(value))


def language_tag(value: str) -> str:
    """`value` where it is a language tag; else the tag of a language that is not known."""
    return value if is_language_tag(value) else UNDETERMINED
