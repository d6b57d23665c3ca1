"""The author's notes in FanFicFare's chapters."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from reader.importing.archives.elements import (
    as_note,
    words_of,
)
from reader.text.manuscripts.labels import read_label
from reader.text.manuscripts.paragraphs import Paragraph


def notes_in(block: HtmlElement) -> list[Paragraph]:
    """The notes that stand in one element, each under a bold label in one of many wordings."""
    groups: list[tuple[str, list[HtmlElement]]] = [("", [])]
    for child in list(block):
        words = words_of(child)
        if child.tag in ("b", "strong") and words.rstrip().endswith(":"):
            groups.append((words, []))
            if child.tail and child.tail.strip():
                loose = block.makeelement("p")
                loose.text, child.tail = child.tail, None
                groups[-1][1].append(loose)
        elif child.tag not in ("hr", "br"):
            groups[-1][1].append(child)
    if len(groups) == 1:
        return _without_label(as_note(block))
    found: list[Paragraph] = []
    for label, elements in groups:
        summary = re.match(r"(?:chapter\s+)?(?:summary|description)\b", label, re.IGNORECASE)
        for paragraph in as_note(*elements, label="*Summary:* " if summary else ""):
            found.append(paragraph)
    return found


def _without_label(notes: list[Paragraph]) -> list[Paragraph]:
    """Notes without the bold label that says that they are notes."""
    for paragraph in notes:
        label = read_label(paragraph.lines[0])
        if label and label.kind == "note":
            paragraph.lines[0] = label.rest.strip()
            while paragraph.lines and not paragraph.lines[0].strip():
                paragraph.lines.pop(0)
    return [paragraph for paragraph in notes if paragraph.lines]
