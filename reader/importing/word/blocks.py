"""Paragraphs, tables and what else parts a Word document."""

from __future__ import annotations

import re

from lxml import etree

from reader.importing.small_numbers import small_number
from reader.importing.word.body import Body
from reader.importing.word.numbering import Item
from reader.importing.word.parts import W
from reader.importing.word.properties import is_on, value
from reader.importing.word.style import Style
from reader.importing.word_processors.formatting import PLAIN, is_empty, parent_of
from reader.importing.word_processors.page_builder import is_heading

_WORDS = re.compile(r"[^\W\d_]{2}")


def _paragraph(body: Body, source: etree._Element, depth: int) -> None:
    props = source.find(f"{W}pPr")
    style = body.styles.paragraph(props)
    if style.kind == "contents":
        body.hide(source, depth, "")  # they repeat the headings
        return
    outer, body.style = body.style, style
    item = body.numbering.item(style)
    label = _label(style, item)
    place = body.page.place(item if label is None else None)
    paragraph = body.page.begin(style.kind, style.aligned, place)
    if body.unfinished is not None:
        paragraph = body.page.join(body.unfinished, paragraph)
        body.unfinished = None
    if label:
        body.page.say(f"{label} ", PLAIN)
    body.inside(source, depth)
    for field in body.fields:  # an instruction that has no end hides nothing more
        field.shown = True
    _end(body, paragraph, props)
    body.style = outer


def _end(body: Body, paragraph: etree._Element, props: etree._Element | None) -> None:
    """End a paragraph, and put the boxes after it that hang on it."""
    parent = paragraph if paragraph.tag == "li" else parent_of(paragraph)
    boxes, body.boxes = body.boxes, []
    hidden = body.end_hidden()
    last = body.page.end()
    if _goes_on(props):
        body.unfinished = last
    elif (boxes or hidden) and is_empty(paragraph):
        body.page.drop(paragraph)
    for part, box in boxes:
        stands = parent.tag == "body" or parent.getparent() is not None
        with body.page.inside("div", parent if stands else None):
            body.apart(part, box)


def _goes_on(props: etree._Element | None) -> bool:
    """Whether the next paragraph goes on where this one ends: its end was deleted, or it is one
    large letter."""
    if props is None:
        return False
    frame = props.find(f"{W}framePr")
    large = frame is not None and frame.get(f"{W}dropCap") in ("drop", "margin")
    mark = props.find(f"{W}rPr")
    gone = mark is not None and next(mark.iterchildren(f"{W}del", f"{W}moveFrom"), None) is not None
    return large or gone


def _label(style: Style, item: Item | None) -> str | None:
    """What Word writes before a paragraph by itself; None for the marks of a plain list."""
    if item is None or (is_heading(style.kind) and item.level.form == "bullet"):
        return ""
    shown = re.sub(r"%\d", "", item.level.label)
    if is_heading(style.kind) or _WORDS.search(shown) or not (item.label or item.level.label):
        return item.label
    return None


def _controlled(body: Body, source: etree._Element, depth: int) -> None:
    """A control, of which contents are one kind."""
    gallery = next(source.iterfind(f"{W}sdtPr//{W}docPartGallery"), None)
    if gallery is not None and "Contents" in (gallery.get(f"{W}val") or ""):
        body.hide(source, depth, "")
    else:
        body.inside(source, depth)


def _table(body: Body, source: etree._Element, depth: int) -> None:
    body.page.close_lists()
    body.unfinished = None
    in_columns = any(len(row.findall(f"{W}tc")) > 1 for row in source.iter(f"{W}tr"))
    body.read_table(source, depth, in_columns=in_columns)


def _row(body: Body, source: etree._Element, depth: int) -> None:
    props = source.find(f"{W}trPr")
    if props is not None and props.find(f"{W}del") is not None:
        return
    if is_on(props, "hidden"):
        body.hide(source, depth)
        return
    body.read_row(source, depth)


def _cell(body: Body, source: etree._Element, depth: int) -> None:
    columns = small_number(value(source.find(f"{W}tcPr"), "gridSpan"), 1)
    body.read_cell(source, depth, columns)
    body.unfinished = None


READERS = {"p": _paragraph, "sdt": _controlled, "tbl": _table, "tr": _row, "tc": _cell}
