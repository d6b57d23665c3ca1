"""Paragraphs in which an author speaks, to notes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from reader.text.manuscripts.author_notes import end_of_note
from reader.text.manuscripts.author_voice import greets
from reader.text.manuscripts.labels import NOTES, read_label
from reader.text.manuscripts.manuscript import Manuscript, Note
from reader.text.manuscripts.paragraphs import Paragraph
from reader.text.rendering.scene_breaks import is_scene_break

# How a paragraph becomes Markdown.
ToMarkdown = Callable[[Paragraph], str]


def part_marked(body: list[Paragraph]) -> tuple[list[Paragraph], list[Paragraph]]:
    """The paragraphs that markup says are notes, and the others."""
    marked: list[Paragraph] = []
    others: list[Paragraph] = []
    for paragraph in body:
        if not paragraph.note:
            others.append(paragraph)
        elif paragraph.text.strip():
            marked.append(paragraph)
    return marked, others


def marked_notes(paragraphs: list[Paragraph], place: str, to_markdown: ToMarkdown) -> list[Note]:
    """Paragraphs that markup says are notes, each as one."""
    notes = []
    for paragraph in paragraphs:
        notes.append(Note(paragraph.note, place, to_markdown(paragraph)))
    return notes


def is_break(paragraph: Paragraph) -> bool:
    """Whether a paragraph only parts two scenes."""
    return is_scene_break(paragraph.text)


def take_notes(
    body: list[Paragraph], made: Manuscript, to_markdown: ToMarkdown
) -> tuple[list[Note], list[Paragraph]]:
    """The notes at the start of a chapter, and the paragraphs that are left."""
    notes: list[Note] = []
    at = 0
    while at < len(body):
        label = read_label(body[at].text)
        if label and label.kind in (*NOTES, "summary"):
            end = end_of_note(body, at)
            notes += as_notes(body[at : end.at], "before", to_markdown)
            at = end.at
            if not end.sure and at < len(body):
                before = body[at].start
                made.doubts.append(f"The note before “{before}” may really end somewhere else.")
        elif greets(body[at].text) and at + 1 < len(body):
            made.doubts.append(f"“{body[at].start}” was taken for a note.")
            notes += as_notes(body[at : at + 1], "before", to_markdown)
            at += 1
        elif is_break(body[at]):
            at += 1
        else:
            break
    return notes, body[at:]


def as_notes(part: list[Paragraph], place: str, to_markdown: ToMarkdown) -> list[Note]:
    """Labelled paragraphs, and those that go on from them, as notes."""
    notes: list[Note] = []
    closing = ""
    for paragraph in part:
        label = read_label(paragraph.text)
        lines = paragraph.lines
        if label and label.kind in NOTES:
            notes.append(Note(label.kind, place, ""))
            closing = label.closing
            lines = label.rest.split("\n")
        elif not notes or (label and label.kind == "summary"):
            notes.append(Note("note", place, ""))
        if closing and lines[-1].rstrip(" *_").endswith(closing):
            lines = [*lines[:-1], _without_bracket(lines[-1])]
            closing = ""
        lines = [line for line in lines if line.strip()]
        if lines:
            gap = "\n\n" if notes[-1].source else ""
            notes[-1].source += gap + to_markdown(replace(paragraph, lines=lines))
    return [note for note in notes if note.source]


def _without_bracket(line: str) -> str:
    """A line without the bracket that it ends with, before marks of emphasis."""
    inside = line.rstrip(" *_")[:-1]
    return inside.rstrip() + line.rstrip()[len(inside) + 1 :]
