"""The bytes of an HTML page to text."""

from __future__ import annotations

import codecs
import re
from contextlib import suppress

from reader.importing.files.encodings import decode

_CHARSET = re.compile(
    rb"<(?:meta[^>]{1,200}?charset|\?xml[^>]{1,200}?encoding)\s*=\s*[\"']?\s*([\w-]+)",
    re.IGNORECASE,
)
_LATIN = ("iso-8859-1", "latin1", "latin-1", "us-ascii", "ascii")
_SHIFTS = ("iso-2022-jp", "hz-gb-2312", "hz")
"""Encodings that are ASCII to look at."""
_NO_CHARSETS = ("utf-7", "punycode", "idna", "unicode_escape", "raw_unicode_escape", "mbcs", "oem")


def decode_html(data: bytes) -> str:
    """A page's text. What is valid UTF-8 is that, whatever it says it is; else what it says is
    believed, and where that is wrong too, what its bytes look like."""
    if not data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = _declared(data)
        encodings = [encoding] if encoding in _SHIFTS else ["utf-8-sig", encoding]
        for name in encodings:
            with suppress(LookupError, ValueError):
                if name not in _NO_CHARSETS:
                    return data.decode(name)
    return decode(data)[0]


def _declared(data: bytes) -> str:
    """The encoding that a page says it is in."""
    declared = _CHARSET.search(data[:4096])
    encoding = declared[1].decode("ascii").lower() if declared else "utf-8"
    return "cp1252" if encoding in _LATIN else encoding
