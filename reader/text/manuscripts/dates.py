"""Dates as archives write them."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

_FORMATS = ("%Y-%m-%d", "%m-%d-%y", "%m/%d/%y", "%m/%d/%Y", "%b %d, %Y", "%B %d, %Y", "%d %b %Y")


def read_date(words: str) -> str:
    """A date as `2020-02-29`, from an archive's way to write it, or nothing."""
    for form in _FORMATS:
        with suppress(ValueError):
            return datetime.strptime(words.strip(" .,"), form).date().isoformat()
    return ""
