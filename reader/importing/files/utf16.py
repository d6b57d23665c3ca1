"""UTF-16 without a mark that says so."""

from __future__ import annotations

import unicodedata

_SAMPLE = 16384
"""Bytes that are looked at."""
_STRANGE = ("Cc", "Cn", "Co", "Cs")
"""Unicode's categories: controls, nothing yet, private use, halves of characters."""
_USUAL = frozenset(" \n，。、")


def detect_utf16(data: bytes) -> str:
    """`utf-16-le` or `utf-16-be`, if bytes without a mark are that, else nothing: one of the two
    makes assigned characters of them, with spaces and line ends where the other has none."""
    sample = data[:_SAMPLE]
    if len(data) % 2 or b"\0" not in sample:
        return ""
    sample = sample[: len(sample) // 2 * 2]
    usual = {}
    for encoding in ("utf-16-le", "utf-16-be"):
        text = sample.decode(encoding, errors="replace")
        strange, usual_here = _strange_and_usual(text)
        if strange <= len(text) / 200:
            usual[encoding] = usual_here
    best = max(usual, key=lambda encoding: usual[encoding], default="")
    return best if best and usual[best] else ""


def _strange_and_usual(text: str) -> tuple[int, int]:
    """How many characters are ones that no text has, and how many are those that most have."""
    strange = usual = 0
    for character in text:
        if character in _USUAL or character.isascii():
            usual += 1
        if character not in "\n\r\t\f" and unicodedata.category(character) in _STRANGE:
            strange += 1
    return strange, usual
