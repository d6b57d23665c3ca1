"""Whole numbers in files' attributes."""

from __future__ import annotations

_MOST_DIGITS = 6


def small_number(text: str | None, otherwise: int) -> int:
    """The number that a text is, if it has six digits at most; another one for any other text."""
    digits = (text or "").strip()
    return int(digits) if digits.isdecimal() and len(digits) <= _MOST_DIGITS else otherwise
