"""Paragraphs of a plain text as the Markdown that shows them."""

from __future__ import annotations

import re

from reader.text.manuscripts.paragraphs import Paragraph
from reader.text.rendering import escaping

_DEFINED = re.compile(r"\[(?P<name>[\w-]{1,12})\]\s*(?P<words>.*)", re.DOTALL)


def write(paragraph: Paragraph) -> str:
    """Markdown of one paragraph, by its form."""
    if paragraph.form == "preformatted":
        return "\n".join(f"    {line.expandtabs(4)}".rstrip() for line in paragraph.lines)
    if paragraph.form == "footnote":
        defined = _DEFINED.fullmatch(paragraph.text)
        words = " ".join(defined["words"].split())
        return f"[^{defined['name']}]: {escaping.paragraph([words])}"
    written = escaping.paragraph(paragraph.lines)
    if paragraph.form == "quote":
        return "\n".join(f"> {line}".rstrip() for line in written.split("\n"))
    return f"::: {paragraph.place}\n{written}\n:::" if paragraph.place else written
