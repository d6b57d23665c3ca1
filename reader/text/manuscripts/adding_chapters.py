"""Paragraphs below a heading to a chapter: its notes, its text, its footnotes."""

from __future__ import annotations

from dataclasses import replace

from reader.text.manuscripts.author_notes import start_of_afterword
from reader.text.manuscripts.doubts import doubt_notes
from reader.text.manuscripts.epigraphs import set_epigraph
from reader.text.manuscripts.manuscript import Chapter, Manuscript, Note
from reader.text.manuscripts.note_taking import (
    ToMarkdown,
    as_notes,
    is_break,
    marked_notes,
    part_marked,
    take_notes,
)
from reader.text.manuscripts.paragraphs import Paragraph

# How many empty lines part two scenes.
_A_SILENCE = 3


def add_chapter(
    made: Manuscript, title: str, body: list[Paragraph], to_markdown: ToMarkdown, places: list[str]
) -> str:
    """Add the chapter that `body` is, with the notes before and after it, if it has a text; its
    last paragraph, or nothing."""
    first = _first_of_text(body)
    marked_before, opening = part_marked(body[:first])
    marked_after, rest = part_marked(body[first:])
    definitions, rest = _part_footnotes(rest)
    before, rest = take_notes(opening + rest, made, to_markdown)
    rest = set_epigraph(rest)
    boundary = start_of_afterword(rest)
    text, after = _trimmed(rest[: boundary.at]), _trimmed(rest[boundary.at :])
    if not text:
        _keep_notes(made, marked_notes(marked_before + marked_after, "after", to_markdown) + before)
        return ""
    doubt_notes(made, title or f"chapter {len(made.chapters) + 1}", text, boundary)
    source = "\n\n".join([*_with_silences(text, to_markdown), *map(to_markdown, definitions)])
    notes = marked_notes(marked_before, "before", to_markdown) + before
    notes += as_notes(after, "after", to_markdown)
    notes += marked_notes(marked_after, "after", to_markdown)
    made.chapters.append(Chapter(title, source, notes, places=places))
    return text[-1].text


def _first_of_text(body: list[Paragraph]) -> int:
    """The index of the first paragraph that no markup says is a note, and that is no break."""
    for i, paragraph in enumerate(body):
        if not paragraph.note and not is_break(paragraph):
            return i
    return len(body)


def _part_footnotes(body: list[Paragraph]) -> tuple[list[Paragraph], list[Paragraph]]:
    """The paragraphs that are texts of footnotes, and the others."""
    footnotes: list[Paragraph] = []
    others: list[Paragraph] = []
    for paragraph in body:
        if paragraph.form == "footnote":
            footnotes.append(paragraph)
        else:
            others.append(paragraph)
    return footnotes, others


def _keep_notes(made: Manuscript, notes: list[Note]) -> None:
    """Notes under a heading that has no text: those of the chapter before it, or the story's."""
    for note in notes:
        if made.chapters:
            made.chapters[-1].notes.append(replace(note, place="after"))
        else:
            made.notes.append(replace(note, place="before"))


def _trimmed(body: list[Paragraph]) -> list[Paragraph]:
    """Without the scene breaks that some paragraphs begin or end with: they part no scenes."""
    first, last = 0, len(body)
    while first < last and is_break(body[first]):
        first += 1
    while last > first and is_break(body[last - 1]):
        last -= 1
    return body[first:last]


def _with_silences(body: list[Paragraph], to_markdown: ToMarkdown) -> list[str]:
    """Markdown of each paragraph, and a scene break where empty lines stand for one."""
    gaps = sorted([paragraph.gap for paragraph in body[1:]])
    usual = gaps[len(gaps) // 2] if gaps else 0
    wide = [paragraph.gap >= max(_A_SILENCE, usual + 2) for paragraph in body]
    silences = sum(wide) * 4 <= len(body)
    written: list[str] = []
    after_break = True
    for paragraph, is_apart in zip(body, wide, strict=True):
        breaks = is_break(paragraph)
        if silences and is_apart and not breaks and not after_break:
            written.append("* * *")
        written.append(paragraph.text.strip() if breaks else to_markdown(paragraph))
        after_break = breaks
    return written
