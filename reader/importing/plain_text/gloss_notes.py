"""The author's notes, in brackets, of Gloss's own plain text."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from reader.importing.plain_text.gloss_markdown import gloss_markdown
from reader.text.manuscripts.labels import (
    NOTES,
    Label,
    read_label,
)
from reader.text.manuscripts.manuscript import Note

CLOSING = {"(": ")", "[": "]", "{": "}"}


def notes_before(parts: list[str], place: str = "before") -> tuple[list[Note], list[str]]:
    """The notes that some parts begin with, and the others."""
    bounds = [0, *_ends_of_notes(parts, 0)]
    notes = [_note(parts[start:end], place) for start, end in pairwise(bounds)]
    return notes, parts[bounds[-1] :]


def notes_after(parts: list[str]) -> tuple[list[Note], list[str]]:
    """The notes that a chapter ends with, the first of them as far up as notes go."""
    for start in range(1, len(parts)):
        if len(parts) in _ends_of_notes(parts, start):
            return notes_before(parts[start:], "after")[0], parts[:start]
    return [], parts


def _ends_of_notes(parts: list[str], at: int) -> Iterator[int]:
    """Where each of the notes ends that stand one after the other from a part on."""
    while at < len(parts):
        at = _end_of_note(parts, at)
        if not at:
            return
        yield at


def _end_of_note(parts: list[str], at: int) -> int:
    """The end of the note in brackets that begins at a part, or nought."""
    label = read_label(parts[at])
    closing = CLOSING.get(parts[at][:1], "")
    if not label or label.kind not in NOTES or not closing:
        return 0
    for i in range(at, len(parts)):
        if parts[i].endswith(closing):
            return i + 1
    return 0


def _note(parts: list[str], place: str) -> Note:
    label = read_label(parts[0]) or Label("note", parts[0])
    text = "\n\n".join([label.rest, *parts[1:]])[:-1]
    written = map(gloss_markdown, text.split("\n\n"))
    return Note(label.kind, place, "\n\n".join(written))
