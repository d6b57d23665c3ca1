"""Whether a browser shows an element, by its style."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from reader.importing.html.declarations import Declarations, style_of

_LENGTH = re.compile(r"(-?(?:\d+\.?\d*|\.\d+))(px|pt|r?em|ex|ch|%|vw|vh|in|cm|mm)?")
_IN_PIXELS = {"": 1, "px": 1, "pt": 1.33, "in": 96, "cm": 38, "mm": 3.8, "ex": 8, "ch": 8,
              "%": 10, "vw": 10, "vh": 10}  # fmt: skip
_FAR = -400
"""Pixels to the left of a page, or above it, at which nobody sees a text."""
_SIDES = ("left", "right", "top", "margin-left")


def hides(element: HtmlElement) -> bool:
    """Whether a browser shows nothing of an element, whatever is in it.

    What is behind a spoiler is for who opens it.
    """
    if "spoiler" in (element.get("class") or "").lower():
        return False
    if element.get("hidden") is not None:
        return True
    style = style_of(element)
    return bool(style) and (
        style.get("display") == "none"
        or re.fullmatch(r"0?\.?0+%?", style.get("opacity", "")) is not None
        or _is_off_the_page(style)
        or _is_clipped_away(style)
    )


def visibility(element: HtmlElement, inherited: bool) -> bool:
    """Whether the words of an element itself are to be seen, in one whose words are or are not:
    what is inside of it may say otherwise."""
    style = style_of(element)
    if not style:
        return inherited
    shown = style.get("visibility", "")
    size = _size(style)
    if shown in ("hidden", "collapse") or size == 0:
        return False
    if shown == "visible" or (size is not None and size > 0):
        return True
    return inherited


def _size(style: Declarations) -> float | None:
    """The size of letters, where a style says one that does not depend on those around it."""
    said = style.get("font-size", "") or style.get("font", "").partition("/")[0].rpartition(" ")[2]
    if said in ("small", "medium", "large", "x-small", "xx-small", "x-large", "xx-large"):
        return 1
    length = _LENGTH.fullmatch(said)
    if length is None:
        return None
    number = float(length[1])
    return number if number == 0 or length[2] not in ("em", "%", "ex", "ch") else None


def _is_off_the_page(style: Declarations) -> bool:
    if _pixels(style.get("text-indent", "")) <= _FAR:
        return True
    if style.get("position") not in ("absolute", "fixed"):
        return False
    return any(_pixels(style.get(side, "")) <= _FAR for side in _SIDES)


def _is_clipped_away(style: Declarations) -> bool:
    numbers = re.findall(r"[\d.]+", style.get("clip", ""))
    if style.get("clip", "").startswith("rect") and set(numbers) in ({"0"}, {"1"}):
        return True
    if re.match(r"inset\((?:50|100)%", style.get("clip-path", "")):
        return True
    if re.match(r"scale\(0\)|translate[xy]?\(-\d{4,}", style.get("transform", "")):
        return True
    return style.get("overflow") in ("hidden", "clip") and _has_no_room(style)


def _has_no_room(style: Declarations) -> bool:
    """Whether one side of an element is a pixel long at most."""
    for side in ("width", "height", "max-height"):
        size = style.get(side, "")
        if _LENGTH.match(size) and 0 <= _pixels(size) <= 1:
            return True
    return False


def _pixels(value: str) -> float:
    """About how many pixels a length is; nothing for what is none."""
    length = _LENGTH.match(value)
    return float(length[1]) * _IN_PIXELS.get(length[2] or "", 16) if length else 0
