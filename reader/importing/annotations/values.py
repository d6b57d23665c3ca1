"""Values of annotations in JSON: texts, URLs, times."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_naive, make_aware

from reader.text.annotation import AnnotationError
from reader.text.characters import UNSTORABLE

LONGEST_URL = 2000
_EARLIEST = 1900
"""The year before which nobody annotated anything here."""
_UNSTORABLE = re.compile(f"[{UNSTORABLE}]")


def read_time(value: Any) -> datetime | None:
    """A date and time, where there is one that makes sense."""
    try:
        parsed = parse_datetime(value) if isinstance(value, str) else None
        if parsed is None or parsed.year < _EARLIEST:
            return None
        return make_aware(parsed) if is_naive(parsed) else parsed
    except (ValueError, OverflowError):
        return None


def as_list(value: Any) -> list[Any]:
    """What JSON-LD writes alone or as a list, as a list."""
    if value is None:
        return []
    return list(value) if isinstance(value, list) else [value]


def as_text(value: Any) -> str:
    """A text that a database can keep; nothing for any other value."""
    return storable(value) if isinstance(value, str) else ""


def as_url(value: Any) -> str:
    """An address, written as such or as an object that has it."""
    if isinstance(value, dict):
        value = value.get("id")
    return storable(value) if isinstance(value, str) and len(value) <= LONGEST_URL else ""


def storable(text: str) -> str:
    """A text that a database can keep. Raises AnnotationError."""
    if _UNSTORABLE.search(text):
        raise AnnotationError("It contains characters that are not valid Unicode text.")
    return text
