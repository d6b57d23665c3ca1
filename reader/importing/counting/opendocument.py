"""What an OpenDocument text says. https://docs.oasis-open.org/office/OpenDocument/v1.3/"""

from __future__ import annotations

from lxml import etree

from reader.importing.counting.file_text import FileText, text_in
from reader.importing.files.packages import Package
from reader.importing.files.xml import local_name, whole_text

_LINES = frozenset("p h line-break tab s note table-cell".split())
_NOT_SAID = frozenset(
    "tracked-changes annotation note-citation ruby-text forms desc title sequence-decls "
    "variable-decls user-field-decls binary-data math".split()
)


def odt_text(data: bytes) -> FileText:
    """What the text says; besides, descriptions of pictures and readings above words."""
    content = Package(data).xml("content.xml")
    body = next((e for e in content.iter() if local_name(e) == "text"), content)
    said = text_in(body, passes_over=_is_not_said, parts_before=_parts_words)
    return FileText(said, whole_text(body))


def _parts_words(element: etree._Element) -> bool:
    return local_name(element) in _LINES


def _is_not_said(element: etree._Element) -> bool:
    return local_name(element) in _NOT_SAID
