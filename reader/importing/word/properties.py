"""Properties of elements in a Word document."""

from __future__ import annotations

from lxml import etree

from reader.importing.word.parts import W

OFF = ("0", "false", "off", "none")
"""Values by which an element or an attribute says no."""


def value(element: etree._Element | None, name: str) -> str:
    """The value of the child of a name; an empty string where there is none."""
    child = None if element is None else element.find(W + name)
    return "" if child is None else child.get(f"{W}val") or ""


def is_yes(element: etree._Element, name: str) -> bool:
    """Whether an attribute is there and says yes."""
    return (element.get(W + name) or "0") not in OFF


def is_on(element: etree._Element | None, name: str) -> bool:
    """Whether there is a child of a name that doesn't say no."""
    child = None if element is None else element.find(W + name)
    return child is not None and child.get(f"{W}val") not in OFF
