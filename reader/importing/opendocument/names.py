"""The names of OpenDocument's elements and attributes."""

from __future__ import annotations

from lxml import etree

from reader.importing.small_numbers import small_number

_OASIS = "{{urn:oasis:names:tc:opendocument:xmlns:{}:1.0}}".format
OFFICE, STYLE, TEXT = _OASIS("office"), _OASIS("style"), _OASIS("text")
TABLE, DRAW = _OASIS("table"), _OASIS("drawing")
FO, SVG = _OASIS("xsl-fo-compatible"), _OASIS("svg-compatible")
HREF = "{http://www.w3.org/1999/xlink}href"


def number_of(element: etree._Element, name: str, otherwise: int) -> int:
    """The number that an attribute has, or another one where it has none."""
    return small_number(element.get(name), otherwise)
