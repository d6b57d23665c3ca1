"""Numbers in East Asian digits: 十二, 一百零三, 二〇."""

from __future__ import annotations

_DIGITS = {
    **dict(zip("零一二三四五六七八九", range(10), strict=True)),
    **dict(zip("〇壱弐参", range(4), strict=True)),
    "两": 2,
    "兩": 2,
    "壹": 1,
    "貳": 2,
    "叁": 3,
}

_UNITS = {"十": 10, "百": 100, "千": 1000}
EAST_ASIAN_DIGITS = "".join([*_DIGITS, *_UNITS])


def east_asian_value(digits: str) -> int | None:
    """The value of 十二, 一百零三, 二〇, or of digits in any width."""
    if digits.isdecimal():
        return int(digits)
    if not _UNITS.keys() & set(digits):
        return _east_asian_digits(digits)
    total, digit = 0, 0
    for character in digits:
        if character in _UNITS:
            total += (digit or 1) * _UNITS[character]
            digit = 0
        elif character in _DIGITS:
            digit = _DIGITS[character]
        else:
            return None
    return total + digit


def _east_asian_digits(digits: str) -> int | None:
    """The value of digits one after the other: 二〇二."""
    written = ""
    for digit in digits:
        if digit not in _DIGITS:
            return None
        written += str(_DIGITS[digit])
    return int(written)
