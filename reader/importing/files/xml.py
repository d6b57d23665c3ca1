"""XML from strangers: no entities of its own, nothing loaded."""

from __future__ import annotations

import codecs
import re
from contextlib import suppress

from lxml import etree

from reader.importing.files.encodings import valid_markup
from reader.importing.refusals import DAMAGED
from reader.text.manuscripts.manuscript import ManuscriptError

_ENCODED = re.compile(
    rb"[^<]{0,3}<\?xml[^>]{0,100}encoding\s*=\s*[\"']([\w-]{1,40})", re.IGNORECASE
)


def _decoded(data: bytes) -> str:
    """The text of an XML document by its mark or by what it says, else as UTF-8."""
    declared = _ENCODED.match(data)
    encoding = declared[1].decode() if declared else "utf-8"
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    with suppress(LookupError, ValueError):
        return data.decode(encoding)
    return data.decode("utf-8", "replace")


def parse_xml(data: bytes, *, whole: bool = False) -> etree._Element:
    """The root of an XML document that can name no entities of its own and load nothing.

    What is no XML is mended as well as may be, which can lose words; where the `whole` of it is
    asked for it raises ManuscriptError.
    """
    text = valid_markup(_decoded(data))
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


def local_name(element: etree._Element) -> str:
    """An element's name without its namespace; nothing for a comment."""
    return re.split("[}:]", element.tag)[-1] if isinstance(element.tag, str) else ""


def whole_text(element: etree._Element, between: str = "\n") -> str:
    """All the text in an element, whatever it is, with something between its pieces."""
    return between.join(str(text) for text in element.itertext())
