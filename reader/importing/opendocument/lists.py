"""The lists of an OpenDocument text."""

from __future__ import annotations

from lxml import etree

from reader.importing.files.xml import local_name
from reader.importing.opendocument.body import Body
from reader.importing.opendocument.names import TEXT, number_of


def read_list(body: Body, source: etree._Element, depth: int) -> None:
    """A list; its headers stand before what follows them, and it goes on after them."""
    kept = body.lists
    style, deep = (
        source.get(f"{TEXT}style-name") or kept[0] or _style_inside(body, source),
        kept[1] + 1,
    )
    body.lists = style, deep
    level = body.numbering.level(style, deep)
    counted = f"{style} {deep}"
    number = _first_number(body, source, counted, level.start)
    made = None
    for item in source.iterchildren(f"{TEXT}list-item", f"{TEXT}list-header"):
        if local_name(item) == "list-header" or level.is_silent:
            made = None
            body.inside(item, depth)
            continue
        begins = item.get(f"{TEXT}start-value")
        number = number_of(item, f"{TEXT}start-value", number)
        if made is None or begins is not None:
            made = _begin(body, level.bullet, number)
        with body.page.inside("li", made):
            body.inside(item, depth)
        number += 1
    body.items[counted] = number
    body.lists = kept


def _begin(body: Body, bullet: bool, number: int) -> etree._Element:
    made = etree.SubElement(body.page.base, "ul" if bullet else "ol")
    if not bullet and number != 1:
        made.set("start", str(number))
    return made


def _style_inside(body: Body, source: etree._Element) -> str:
    """The style for lists that the first paragraph in a list has."""
    first = next(source.iter(f"{TEXT}p"), None)
    return "" if first is None else body.styles.paragraph(first.get(f"{TEXT}style-name")).list


def _first_number(body: Body, source: etree._Element, counted: str, start: int) -> int:
    goes_on = source.get(f"{TEXT}continue-numbering") == "true" or source.get(
        f"{TEXT}continue-list"
    )
    return body.items.get(counted, start) if goes_on else start
