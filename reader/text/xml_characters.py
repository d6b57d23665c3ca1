"""The characters that XML 1.0 cannot hold (https://www.w3.org/TR/xml/#charsets), taken out."""

from __future__ import annotations

import re

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def without_forbidden(text: str) -> str:
    """`text` without the control characters, surrogates and noncharacters that XML forbids."""
    return _FORBIDDEN.sub("", text)
