"""Paragraphs, and the headings among them, to a manuscript: chapters, notes, doubts."""

from __future__ import annotations

from itertools import pairwise

from reader.text.manuscripts.adding_chapters import add_chapter
from reader.text.manuscripts.author_notes import MOST_PARAGRAPHS_OF_A_NOTE
from reader.text.manuscripts.author_voice import speaks_as_author
from reader.text.manuscripts.chapter_titles import take_subtitle, title_of_headings
from reader.text.manuscripts.counting_up import read_numbered_heading
from reader.text.manuscripts.doubts import doubt_framed, doubt_lengths, doubt_numbers
from reader.text.manuscripts.endings import is_end_of_story
from reader.text.manuscripts.epigraphs import set_epigraph
from reader.text.manuscripts.heading import Heading
from reader.text.manuscripts.labels import NOTES, read_label
from reader.text.manuscripts.manuscript import Manuscript, ManuscriptError, Note
from reader.text.manuscripts.note_taking import (
    ToMarkdown,
    as_notes,
    is_break,
    marked_notes,
    part_marked,
)
from reader.text.manuscripts.paragraphs import Paragraph
from reader.text.manuscripts.title_page import TitlePage
from reader.text.rendering.escaping import unescape_line

# So many paragraphs of so many characters make no chapter of their own.
_MOST_OF_A_FEW = 3
_LONGEST_OF_A_FEW = 120


def assemble(
    page: TitlePage,
    found: list[Paragraph],
    headings: dict[int, Heading],
    *,
    to_markdown: ToMarkdown,
) -> Manuscript:
    """Put a manuscript together from a title page, paragraphs and the headings among them.

    Raises `ManuscriptError` if no text is left for a chapter.
    """
    made = Manuscript(doubts=list(page.doubts), **page.facts())
    _leave_out_marks(made, [*page.notes, *found])
    for start in headings:
        made.leave_out(found[start].text)  # its number may be the chapter's place, and no title
    if page.details:
        made.notes.append(Note("note", "before", to_markdown(Paragraph(page.details))))
    marked, unmarked = part_marked(page.notes)
    made.notes += marked_notes(marked, "before", to_markdown)
    made.notes += as_notes(unmarked, "before", to_markdown)
    starts = sorted(headings)
    opening = found[: starts[0]] if starts else found
    if starts:
        opening = _take_opening(made, opening, headings[starts[0]], to_markdown)
    ending = add_chapter(made, "", opening, to_markdown, _places(opening))
    ending = _add_chapters(made, found, headings, to_markdown) or ending
    if not made.chapters:
        raise ManuscriptError("has no story in it, only notes or headings")
    if not made.status and is_end_of_story(ending):
        made.status = "complete"
    if len(made.chapters) == 1:  # of a one-shot, the story's notes are the chapter's
        made.chapters[0].notes[:0], made.notes = made.notes, []
    doubt_numbers(made, [headings[start] for start in starts])
    framed = [start for start in starts if headings[start].form == "framed"]
    doubt_framed(made, [unescape_line(found[start].text) for start in framed])
    doubt_lengths(made)
    return made


def _leave_out_marks(made: Manuscript, found: list[Paragraph]) -> None:
    """A label is in its note's kind; a scene break before or after a chapter's text parts nothing,
    and may be made of letters."""
    for paragraph in found:
        label = read_label(paragraph.text)
        if label and label.kind in (*NOTES, "summary"):
            made.leave_out(paragraph.text.removesuffix(label.rest))
        elif is_break(paragraph):
            made.leave_out(paragraph.text)


def _add_chapters(
    made: Manuscript, found: list[Paragraph], headings: dict[int, Heading], to_markdown: ToMarkdown
) -> str:
    """Add what stands under each heading; the last paragraph of the last chapter."""
    starts = sorted(headings)
    ending = ""
    part: list[Heading] = []
    last: dict[str, int] = {}
    for start in starts:
        last[headings[start].words] = start
    for start, end in pairwise([*starts, len(found)]):
        heading, body = headings[start], found[start + 1 : end]
        body, heading = take_subtitle(heading, body)
        body = [*found[start].asides, *body]
        title = title_of_headings([*part, heading], len(made.chapters) + 1)
        added = add_chapter(made, title, body, to_markdown, _places(found[start:end]))
        if added:
            made.chapters[-1].key = heading.key
            ending, part = added, []
        elif heading.form == "part" or _heads_numbers(heading, headings.get(end)):
            part = [*part[-1:], heading]
        elif last[headings[start].words] == start:
            made.doubts.append(f"There is no text after “{heading.words}”, so it was left out.")
    return ending


def _heads_numbers(heading: Heading, below: Heading | None) -> bool:
    """Whether a title without text stands over chapters that have a number."""
    return (
        heading.form == "title" and below is not None and bool(read_numbered_heading(below.words))
    )


def _take_opening(
    made: Manuscript, opening: list[Paragraph], first: Heading, to_markdown: ToMarkdown
) -> list[Paragraph]:
    """What of the paragraphs above the first heading is a chapter; the notes among them are the
    story's."""
    marked, opening = part_marked(opening)
    made.notes += marked_notes(marked, "before", to_markdown)
    if all(map(is_break, opening)):
        return opening
    opening = set_epigraph(opening)
    if _may_be_a_note(opening):
        made.notes += as_notes(opening, "before", to_markdown)
        made.doubts.append(f"The text before “{first.words}” was taken for a note.")
        return []
    made.doubts.append(f"The text before “{first.words}” became a chapter of its own.")
    return opening


def _may_be_a_note(opening: list[Paragraph]) -> bool:
    """Whether what stands between the title and the first chapter is no chapter: an author's
    words, an epigraph, or a few lines."""
    if len(opening) > MOST_PARAGRAPHS_OF_A_NOTE:
        return False
    kept = [paragraph for paragraph in opening if not is_break(paragraph)]
    short = len(kept) <= _MOST_OF_A_FEW and all(map(_is_short, kept))
    return short or all(map(_may_stand_above_a_story, kept))


def _is_short(paragraph: Paragraph) -> bool:
    return len(paragraph.words) <= _LONGEST_OF_A_FEW


def _may_stand_above_a_story(paragraph: Paragraph) -> bool:
    return paragraph.form == "quote" or speaks_as_author(paragraph.words)


def _places(body: list[Paragraph]) -> list[str]:
    places: list[str] = []
    for paragraph in body:
        places += paragraph.places
    return places
