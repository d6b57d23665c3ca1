"""XML from strangers: no entities of its own, nothing loaded."""

from __future__ import annotations

import re
from contextlib import suppress

from lxml import etree

from reader.importing.files.encodings import printable
from reader.importing.refusals import DAMAGED
from reader.text.manuscripts.manuscript import ManuscriptError

_ENCODED = re.compile(
    rb"[^<]{0,3}<\?xml[^>]{0,100}encoding\s*=\s*[\"']([\w-]{1,40})", re.IGNORECASE
)


def _decoded(data: bytes) -> str:
    """The text of an XML document by its mark or by what it says, else as UTF-8."""
    said = _ENCODED.match(data)
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else said and said[1].decode()
    with suppress(LookupError, ValueError):
        return data.decode(encoding or "utf-8")
    return data.decode("utf-8", "replace")


def parse_xml(data: bytes, *, whole: bool = False) -> etree._Element:
    """The root of an XML document that can name no entities of its own and load nothing.

    What is no XML is mended as well as may be, which can lose words; where the `whole` of it is
    asked for it raises ManuscriptError.
    """
    text = printable(_decoded(data))
    if "<!ENTITY" in text:
        raise ManuscriptError("declares XML entities, which no story needs")
    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False,
        huge_tree=False, recover=not whole,
    )  # fmt: skip
    try:
        root = etree.fromstring(text.encode(), parser=parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ManuscriptError(DAMAGED) from error
    if root is None:
        raise ManuscriptError(DAMAGED)
    return root
