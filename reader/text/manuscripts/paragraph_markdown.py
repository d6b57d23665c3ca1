"""Paragraphs of a plain text as the Markdown that shows them."""

from __future__ import annotations

import re

from reader.text.manuscripts.paragraphs import Paragraph
from reader.text.rendering import escaping

_DEFINED = re.compile(r"\[(?P<name>[\w-]{1,12})\]\s*(?P<words>.*)", re.DOTALL)


def to_markdown(paragraph: Paragraph) -> str:
    """Markdown of one paragraph, by its form."""
    if paragraph.form == "preformatted":
        return _indented("    ", [line.expandtabs(4) for line in paragraph.lines])
    defined = _DEFINED.fullmatch(paragraph.text) if paragraph.form == "footnote" else None
    if defined:
        words = " ".join(defined["words"].split())
        return f"[^{defined['name']}]: {escaping.paragraph([words])}"
    written = escaping.paragraph(paragraph.lines)
    if paragraph.form == "quote":
        return _indented("> ", written.split("\n"))
    return f"::: {paragraph.place}\n{written}\n:::" if paragraph.place else written


def _indented(start: str, lines: list[str]) -> str:
    """The lines, each after the same `start`."""
    indented = [f"{start}{line}".rstrip() for line in lines]
    return "\n".join(indented)
