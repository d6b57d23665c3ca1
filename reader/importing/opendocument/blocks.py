"""Paragraphs, lists, tables and what else parts an OpenDocument text."""

from __future__ import annotations

from lxml import etree

from reader.importing.files.xml import local_name
from reader.importing.opendocument.body import Body
from reader.importing.opendocument.lists import read_list
from reader.importing.opendocument.names import TABLE, TEXT, number_of
from reader.importing.word_processors.formatting import Change, is_empty, parent_of


def _paragraph(body: Body, source: etree._Element, depth: int) -> None:
    style = body.styles.paragraph(source.get(f"{TEXT}style-name"))
    kind, label = style.kind, ""
    if local_name(source) == "h":
        level = number_of(source, f"{TEXT}outline-level", 1) or 1
        kind, label = f"h{min(level + 1, 6)}", body.numbering.heading(source)
    if kind == "contents":
        body.hide(source, depth, "")
        return
    if _hides_itself(source):
        body.hide(source, depth)
        return
    kept, change = body.change, style.change
    body.change, body.writing = Change(), True
    paragraph = body.page.begin(kind, style.aligned)
    if label and next(source.iter(f"{TEXT}number"), None) is None:
        body.say(f"{label} ")
    body.change = change.only_hiding() if kind else change
    body.inside(source, depth)
    body.change, body.writing = kept, False
    _end(body, paragraph, depth)


def _hides_itself(source: etree._Element) -> bool:
    """Whether a field in a paragraph hides it."""
    return any(
        field.get(f"{TEXT}is-hidden") == "true" for field in source.iter(f"{TEXT}hidden-paragraph")
    )


def _end(body: Body, paragraph: etree._Element, depth: int) -> None:
    """End a paragraph, and put after it what hangs on it and has paragraphs of its own."""
    parent = paragraph if paragraph.tag == "li" else parent_of(paragraph)
    boxes, body.boxes = body.boxes, []
    hidden = body.end_hidden()
    body.page.end()
    if (boxes or hidden) and is_empty(paragraph) and paragraph is not parent:
        body.page.drop(paragraph)
    if boxes:
        with body.page.inside("div", parent if parent.getparent() is not None else None):
            for box in boxes:
                body.element(box, depth)


def _section(body: Body, source: etree._Element, depth: int) -> None:
    display = source.get(f"{TEXT}display") or ""
    if display == "none" or source.get(f"{TEXT}is-hidden") == "true":
        body.hide(source, depth)
    else:
        body.inside(source, depth)


def _contents(body: Body, source: etree._Element, depth: int) -> None:
    """Contents, which repeat the headings."""
    for inner in source.iterchildren(f"{TEXT}index-body"):
        body.hide(inner, depth, "")


def _index(body: Body, source: etree._Element, depth: int) -> None:
    """An index of another kind, without the pattern by which it was made."""
    for inner in source.iterchildren(f"{TEXT}index-body"):
        body.inside(inner, depth)


def _table(body: Body, source: etree._Element, depth: int) -> None:
    outer, body.lists = body.lists, ("", 0)
    rows = source.iter(f"{TABLE}table-row")
    in_columns = any(len(row.findall(f"{TABLE}table-cell")) > 1 for row in rows)
    body.read_table(source, depth, in_columns=in_columns)
    body.lists = outer


def _row(body: Body, source: etree._Element, depth: int) -> None:
    if source.get(f"{TABLE}visibility") in ("collapse", "filter"):
        body.hide(source, depth)
        return
    body.read_row(source, depth)


def _cell(body: Body, source: etree._Element, depth: int) -> None:
    columns = number_of(source, f"{TABLE}number-columns-spanned", 1)
    body.read_cell(source, depth, columns)


def _covered(body: Body, source: etree._Element, depth: int) -> None:
    """A cell under another one that spans it: nothing of it is shown."""
    body.hide(source, depth)


_OTHER_INDEXES = (
    "illustration-index table-index object-index user-index alphabetical-index bibliography"
)
READERS = {
    "p": _paragraph,
    "h": _paragraph,
    "list": read_list,
    "section": _section,
    "table-of-content": _contents,
    "table-row": _row,
    "table-cell": _cell,
    "covered-table-cell": _covered,
    "table": _table,
} | dict.fromkeys(_OTHER_INDEXES.split(), _index)
