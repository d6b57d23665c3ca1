"""Paragraphs in which an author speaks, to notes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from reader.text.manuscripts.author_notes import end_of_note, greets
from reader.text.manuscripts.labels import NOTES, read_label
from reader.text.manuscripts.manuscript import Manuscript, Note
from reader.text.manuscripts.paragraphs import Paragraph
from reader.text.rendering.scene_breaks import is_scene_break

Write = Callable[[Paragraph], str]
"""How a paragraph becomes Markdown."""


def part_marked(body: list[Paragraph]) -> tuple[list[Paragraph], list[Paragraph]]:
    """The paragraphs that markup says are notes, and the others."""
    marked = [p for p in body if p.note and p.text.strip()]
    return marked, [p for p in body if not p.note]


def marked_note(paragraph: Paragraph, place: str, write: Write) -> Note:
    return Note(paragraph.note, place, write(paragraph))


def take_notes(
    body: list[Paragraph], made: Manuscript, write: Write
) -> tuple[list[Note], list[Paragraph]]:
    """The notes at the start of a chapter, and the paragraphs that are left."""
    notes: list[Note] = []
    at = 0
    while at < len(body):
        label = read_label(body[at].text)
        if label and label.kind in (*NOTES, "summary"):
            end = end_of_note(body, at)
            notes += as_notes(body[at : end.at], "before", write)
            at = end.at
            if not end.sure and at < len(body):
                made.doubts.append(f"A note may end elsewhere than before “{body[at].start}”.")
        elif greets(body[at].text) and at + 1 < len(body):
            made.doubts.append(f"“{body[at].start}” was taken for a note.")
            notes += as_notes(body[at : at + 1], "before", write)
            at += 1
        elif is_scene_break(body[at].text):
            at += 1
        else:
            break
    return notes, body[at:]


def as_notes(part: list[Paragraph], place: str, write: Write) -> list[Note]:
    """Labelled paragraphs, and those that go on from them, as notes."""
    notes: list[tuple[str, list[str]]] = []
    closing = ""
    for paragraph in part:
        label = read_label(paragraph.text)
        lines = paragraph.lines
        if label and label.kind in NOTES:
            notes.append((label.kind, []))
            closing = label.closing
            lines = label.rest.split("\n")
        elif not notes or (label and label.kind == "summary"):
            notes.append(("note", []))
        if closing and lines[-1].rstrip(" *_").endswith(closing):
            kept = lines[-1].rstrip(" *_")[:-1]
            lines = [*lines[:-1], kept.rstrip() + lines[-1].rstrip()[len(kept) + 1 :]]
            closing = ""
        if "".join(lines).strip():
            kept = [line for line in lines if line.strip()]
            notes[-1][1].append(write(replace(paragraph, lines=kept)))
    return [Note(kind, place, "\n\n".join(texts)) for kind, texts in notes if texts]
