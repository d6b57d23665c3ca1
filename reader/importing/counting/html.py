"""What a page of HTML says."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from reader.importing.counting.file_text import FileText, parts_words, text_in
from reader.importing.files.xml import local_name, whole_text
from reader.importing.html.decoding import decode_html
from reader.importing.html.parsing import parse

_NOT_SAID = frozenset(
    "script style head title meta link noscript template iframe object embed video audio canvas "
    "select datalist textarea button input rt rp rtc colgroup map desc metadata annotation "
    "annotation-xml".split()
)
_NOTE_MARK = re.compile(
    r"\W*(?:\d{1,4}|[ivxl]{1,6}|[a-z])?\W*|(?:go\s+)?(?:back|return)\b.{0,20}", re.IGNORECASE
)
_A_FEW = 60
"""Words that a form or a list of links may have and be no text."""


def html_text(data: bytes) -> FileText:
    """What a page says."""
    return page_text(parse(decode_html(data)))


def page_text(tree: etree._Element) -> FileText:
    """What a page says whose tree this is."""
    body = next((e for e in tree.iter() if local_name(e) == "body"), tree)
    said = text_in(
        body, passes_over=_is_not_said, parts_before=_begins_a_line, parts_after=_ends_a_line
    )
    return FileText(said, whole_text(body), "\n".join(_descriptions(body)))


def _begins_a_line(element: etree._Element) -> bool:
    """In a drawing, words that stand as high as those before them go on on their line."""
    if local_name(element) == "tspan":
        before = element.getprevious()
        return before is None or before.get("y") != element.get("y")
    return parts_words(element)


def _ends_a_line(element: etree._Element) -> bool:
    return parts_words(element) and local_name(element) != "tspan"


def _descriptions(body: etree._Element) -> Iterator[str]:
    for element in body.iter():
        words = element.get("alt")
        if words:
            yield words


def _is_not_said(element: etree._Element) -> bool:
    """Whether an element is no text for those who read the page: a script, a button, a reading
    above a word, the mark of a footnote, a form to fill in, a list of links to elsewhere."""
    name = local_name(element)
    if name in _NOT_SAID:
        return True
    if name == "a" and (element.get("href") or "").rpartition("/")[2].count("#"):
        words = whole_text(element, "").strip()
        return len(words) < _A_FEW and bool(_NOTE_MARK.fullmatch(words))
    if name in ("form", "nav"):
        return _length(element) < _A_FEW or _is_links(element)
    return False


def _is_links(element: etree._Element) -> bool:
    linked = 0
    for inner in element.iter():
        if local_name(inner) == "a":
            linked += _length(inner)
    return linked >= 0.7 * _length(element)


def _length(element: etree._Element) -> int:
    return len(whole_text(element, "").split())
