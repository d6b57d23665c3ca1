"""What an OpenDocument text says. https://docs.oasis-open.org/office/OpenDocument/v1.3/"""

from __future__ import annotations

from lxml import etree

from reader.importing.counting.said import Said, name_of, text_of, whole_text
from reader.importing.files.packages import Package

_LINES = frozenset("p h line-break tab s note table-cell".split())
_NOT_SAID = frozenset(
    "tracked-changes annotation note-citation ruby-text forms desc title sequence-decls "
    "variable-decls user-field-decls binary-data math".split()
)


def said_in(data: bytes) -> Said:
    """What the text says; besides, descriptions of pictures and readings above words."""
    content = Package(data).xml("content.xml")
    body = next((e for e in content.iter() if name_of(e) == "text"), content)
    said = text_of(body, passes_over=_is_not_said, parts_before=_parts_words)
    return Said(said, whole_text(body))


def _parts_words(element: etree._Element) -> bool:
    return name_of(element) in _LINES


def _is_not_said(element: etree._Element) -> bool:
    return name_of(element) in _NOT_SAID
