"""A manuscript corrected by hand, before anything is stored: what is a chapter, what is a note."""

from __future__ import annotations

from reader.text.manuscripts.manuscript import Chapter, Manuscript, Note
from reader.text.rendering.footnote_sources import (
    footnotes_among,
    single_footnotes,
    with_footnotes,
)
from reader.text.rendering.splitting import join_sources

PARAGRAPH_GAP = "\n\n"


def paragraphs_of(chapter: Chapter) -> list[str]:
    """The paragraphs of a chapter's Markdown."""
    return chapter.source.split(PARAGRAPH_GAP)


def cut_chapter(made: Manuscript, at: int, part: int) -> None:
    """Begin a new chapter with a paragraph of the chapter at `at`. Raises IndexError, also for a
    footnote.

    Its notes after the text go along, and each footnote goes with its mark.
    """
    chapter = made.chapters[at]
    first, second = _divide(paragraphs_of(chapter), part)
    before: list[Note] = []
    after: list[Note] = []
    for note in chapter.notes:
        if note.place == "after":
            after.append(note)
        else:
            before.append(note)
    made.chapters.insert(at + 1, Chapter("", second, after))
    chapter.source = first
    chapter.notes = before


def _divide(parts: list[str], at: int) -> tuple[str, str]:
    """Two texts, the second of which begins with the paragraph at `at`. Raises IndexError."""
    footnotes = footnotes_among(parts)
    first = [part for index, part in enumerate(parts[:at]) if index not in footnotes]
    second = [part for index, part in enumerate(parts[at:], at) if index not in footnotes]
    if at < 0 or at in footnotes or not first or not second:
        raise IndexError(at)
    above, below = PARAGRAPH_GAP.join(first), PARAGRAPH_GAP.join(second)
    return with_footnotes(above, below, single_footnotes(parts))


def join_to_previous(made: Manuscript, at: int) -> None:
    """Make the chapter at `at` the end of the one before it; of two footnotes of one name each
    keeps its words. Raises IndexError."""
    if at < 1:
        raise IndexError(at)
    chapter = made.chapters.pop(at)
    before = made.chapters[at - 1]
    before.source = join_sources(before.source, chapter.source)
    before.notes += chapter.notes


def turn_into_note(made: Manuscript, at: int, part: int, kind: str = "note") -> None:
    """Say that a paragraph is a note: before the text in its first half, else after it.

    Raises IndexError, also for the only paragraph of a chapter.
    """
    chapter = made.chapters[at]
    parts = paragraphs_of(chapter)
    if not 0 <= part < len(parts) or len(parts) == 1:
        raise IndexError(part)
    place = "before" if 2 * part < len(parts) else "after"
    note = Note(kind, place, parts.pop(part))
    chapter.source = PARAGRAPH_GAP.join(parts)
    end = len(chapter.notes)
    for number, other in enumerate(chapter.notes):
        if place == "before" and other.place == "after":
            end = number
            break
    chapter.notes.insert(end, note)


def turn_into_text(made: Manuscript, at: int, number: int) -> None:
    """Say that a note is part of the story, where it stands. Raises IndexError."""
    chapter = made.chapters[at]
    note = chapter.notes.pop(number)
    parts = [note.source, chapter.source]
    chapter.source = PARAGRAPH_GAP.join(parts if note.place == "before" else parts[::-1])


def merge_manuscripts(manuscripts: list[Manuscript], title: str = "") -> Manuscript:
    """One story of several files, a chapter or more in each, in this order.

    A file of one chapter without a title gives its own title to it.
    """
    first, *others = manuscripts
    for made in manuscripts:
        if len(made.chapters) == 1 and not made.chapters[0].title:
            made.chapters[0].title = made.title
    for made in others:
        first.pictures |= made.pictures
        first.chapters += made.chapters
        first.doubts += made.doubts
        first.losses += made.losses
        first.chapters[-len(made.chapters)].notes[:0] = made.notes
    first.title = title or first.title
    return first
