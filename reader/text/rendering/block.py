"""A block: one paragraph-level element of a revision, its HTML and its plain text."""

from __future__ import annotations

import re
from typing import NamedTuple

# What stands between two blocks in the plain text.
BLOCK_GAP = "\n\n"
_READING = re.compile(r'<rt data-reading="([^"]*)"></rt>')


class Block(NamedTuple):
    """One paragraph-level element of a revision: its HTML, its plain text, what it is."""

    html: str
    text: str
    kind: str


def joined_html(blocks: list[Block]) -> str:
    """The HTML of all blocks, one below the other."""
    return "\n".join([block.html for block in blocks])


def plain_text(blocks: list[Block]) -> str:
    """The one text that every offset refers to."""
    return BLOCK_GAP.join([block.text for block in blocks])


def with_readings(html: str) -> str:
    """A block's HTML with what stands above its words as text, for where our styles are not."""
    return _READING.sub(r"<rt>\1</rt>", html)
