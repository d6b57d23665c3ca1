"""Paragraphs, and the headings among them, to a manuscript: chapters, notes, doubts."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from reader.text.manuscripts.author_notes import (
    LONGEST,
    Boundary,
    interrupts,
    speaks_as_author,
    start_of_afterword,
)
from reader.text.manuscripts.endings import is_said_to_be_complete
from reader.text.manuscripts.epigraphs import set_epigraph
from reader.text.manuscripts.heading_lines import Heading
from reader.text.manuscripts.headings import is_set_apart
from reader.text.manuscripts.labels import NOTES, read_label
from reader.text.manuscripts.manuscript import Chapter, Manuscript, ManuscriptError, Note
from reader.text.manuscripts.note_taking import (
    Write,
    as_notes,
    is_break,
    marked_notes,
    part_marked,
    take_notes,
)
from reader.text.manuscripts.paragraphs import Paragraph
from reader.text.manuscripts.title_pages import TitlePage
from reader.text.manuscripts.titles import (
    is_point_of_view,
    is_title_case,
    looks_like_a_title,
    plain_words,
)

# Words after which a chapter without an end is a reason to doubt that one was found.
A_LONG_CHAPTER = 15_000
# Paragraphs and their characters that make no chapter of their own.
_FEW, _SHORT = 3, 120
# How many empty lines part two scenes.
_A_SILENCE = 3


def assemble(
    page: TitlePage, found: list[Paragraph], headings: dict[int, Heading], *, write: Write
) -> Manuscript:
    """Put a manuscript together from a title page, paragraphs and the headings among them.

    Raises `ManuscriptError` if no text is left for a chapter.
    """
    made = Manuscript(
        title=page.title,
        author=page.author,
        summary=page.summary,
        language=page.language,
        rating=page.rating,
        status=page.status,
        tags=_once(page.tags),
        fandoms=_once(page.fandoms),
        relationships=_once(page.relationships),
        characters=_once(page.characters),
        warnings=_once(page.warnings),
        series=page.series,
        source=page.source,
        published=page.published,
        updated=page.updated,
        doubts=list(page.doubts),
        left_out=list(page.left_out),
    )
    _leave_out_marks(made, [*page.notes, *found])
    for start in headings:
        made.leave_out(found[start].text)  # its number may be the chapter's place, and no title
    if page.details:
        made.notes.append(Note("note", "before", write(Paragraph(page.details))))
    marked, unmarked = part_marked(page.notes)
    made.notes += marked_notes(marked, "before", write)
    made.notes += as_notes(unmarked, "before", write)
    starts = sorted(headings)
    opening = found[: starts[0]] if starts else found
    if starts:
        opening = _take_opening(made, opening, headings[starts[0]], write)
    ending = _add_chapter(made, "", opening, write, _places(opening))
    ending = _add_chapters(made, found, headings, write) or ending
    if not made.chapters:
        raise ManuscriptError("has no story in it, only notes or headings")
    if not made.status and is_said_to_be_complete(ending):
        made.status = "complete"
    if len(made.chapters) == 1:  # of a one-shot, the story's notes are the chapter's
        made.chapters[0].notes[:0], made.notes = made.notes, []
    _doubt_numbers(made, [headings[start] for start in starts])
    _doubt_lengths(made)
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
    made: Manuscript, found: list[Paragraph], headings: dict[int, Heading], write: Write
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
        body, heading = _take_subtitle(heading, body)
        body = [*found[start].asides, *body]
        title = _title([*part, heading], len(made.chapters) + 1)
        added = _add_chapter(made, title, body, write, _places(found[start:end]))
        if added:
            made.chapters[-1].key = heading.key
            ending, part = added, []
        elif heading.form == "part":
            part = [*part[-1:], heading]
        elif last[headings[start].words] == start:
            made.doubts.append(f"There is no text after “{heading.words}”, so it was left out.")
    return ending


def _take_opening(
    made: Manuscript, opening: list[Paragraph], first: Heading, write: Write
) -> list[Paragraph]:
    """What of the paragraphs above the first heading is a chapter; the notes among them are the
    story's."""
    marked, opening = part_marked(opening)
    made.notes += marked_notes(marked, "before", write)
    if all(map(is_break, opening)):
        return opening
    opening = set_epigraph(opening)
    if _may_be_a_note(opening):
        made.notes += as_notes(opening, "before", write)
        made.doubts.append(f"The text before “{first.words}” was taken for a note.")
        return []
    made.doubts.append(f"The text before “{first.words}” became a chapter of its own.")
    return opening


def _may_be_a_note(opening: list[Paragraph]) -> bool:
    """Whether what stands between the title and the first chapter is no chapter: an author's
    words, an epigraph, or a few lines."""
    if len(opening) > LONGEST:
        return False
    kept = [paragraph for paragraph in opening if not is_break(paragraph)]
    short = len(kept) <= _FEW and all(map(_is_short, kept))
    return short or all(map(_may_stand_above_a_story, kept))


def _is_short(paragraph: Paragraph) -> bool:
    return len(paragraph.words) <= _SHORT


def _may_stand_above_a_story(paragraph: Paragraph) -> bool:
    return paragraph.form == "quote" or speaks_as_author(paragraph.words)


def _once(names: list[str]) -> list[str]:
    """The names that are none the less names, each once, in their order."""
    return list(dict.fromkeys([name for name in names if name]))


def _take_subtitle(heading: Heading, body: list[Paragraph]) -> tuple[list[Paragraph], Heading]:
    """A chapter's title that stands on a line of its own under its number."""
    at = 1 if body and is_break(body[0]) else 0
    if heading.form != "chapter" or heading.title or len(body) < at + 2:
        return body, heading
    line = body[at]
    words = plain_words(line.text)
    if len(line.lines) > 1 or read_label(line.text) or is_point_of_view(line.text):
        return body, heading
    below = _is_below_its_number(body, at, words)
    if not (below or is_set_apart(body, at) or is_title_case(words)):
        return body, heading
    return body[at + 1 :], heading._replace(title=words, words=f"{heading.words}: {words}")


def _is_below_its_number(body: list[Paragraph], at: int, words: str) -> bool:
    """Whether a line stands right under the number, and the text apart from both."""
    near = body[at].gap == 0 and body[at + 1].gap > 0
    return near and looks_like_a_title(words or " ")


def _title(headings: list[Heading], position: int) -> str:
    """One title of headings that follow each other: a part's, and its first chapter's."""
    *above, last = headings
    titles = []
    for part in above:
        if not part.title or part.title not in last.words:
            titles.append(part.words)
    titles.append(last.title_at(position))
    return ": ".join(_once(titles))


def _places(body: list[Paragraph]) -> list[str]:
    places: list[str] = []
    for paragraph in body:
        places += paragraph.places
    return places


def _add_chapter(
    made: Manuscript, title: str, body: list[Paragraph], write: Write, places: list[str]
) -> str:
    """Add the chapter that `body` is, with the notes before and after it, if it has a text; its
    last paragraph, or nothing."""
    first = _first_of_text(body)
    marked_before, opening = part_marked(body[:first])
    marked_after, rest = part_marked(body[first:])
    definitions, rest = _part_footnotes(rest)
    before, rest = take_notes(opening + rest, made, write)
    rest = set_epigraph(rest)
    boundary = start_of_afterword(rest)
    text, after = _trimmed(rest[: boundary.at]), _trimmed(rest[boundary.at :])
    if not text:
        _keep_notes(made, marked_notes(marked_before + marked_after, "after", write) + before)
        return ""
    _doubt_notes(made, title or f"chapter {len(made.chapters) + 1}", text, boundary)
    source = "\n\n".join([*_with_silences(text, write), *map(write, definitions)])
    notes = marked_notes(marked_before, "before", write) + before
    notes += as_notes(after, "after", write)
    notes += marked_notes(marked_after, "after", write)
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


def _doubt_notes(made: Manuscript, where: str, text: list[Paragraph], afterword: Boundary) -> None:
    """Say where a chapter's notes may begin elsewhere, or stand in the middle of it."""
    if not afterword.sure:
        made.doubts.append(f"The note at the end of {where} may start elsewhere.")
    for paragraph in text:
        if interrupts(paragraph.text):
            made.doubts.append(
                f"A note in the middle of {where} stays in the text: “{paragraph.start}”."
            )


def _trimmed(body: list[Paragraph]) -> list[Paragraph]:
    """Without the scene breaks that some paragraphs begin or end with: they part no scenes."""
    first, last = 0, len(body)
    while first < last and is_break(body[first]):
        first += 1
    while last > first and is_break(body[last - 1]):
        last -= 1
    return body[first:last]


def _with_silences(body: list[Paragraph], write: Write) -> list[str]:
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
        written.append(paragraph.text.strip() if breaks else write(paragraph))
        after_break = breaks
    return written


def _doubt_numbers(made: Manuscript, headings: list[Heading]) -> None:
    """Say where chapters are missing: numbers may only begin again where there are parts."""
    numbers: list[int] = []
    restarts = False
    for heading in headings:
        restarts = restarts or heading.form == "part"
        if heading.form in ("chapter", "numbered") and heading.number is not None:
            numbers.append(heading.number)
    for number, after in pairwise(numbers):
        if after != number + 1 and not (restarts and after == 1):
            made.doubts.append(f"Chapter {number} is followed by chapter {after}.")


def _doubt_lengths(made: Manuscript) -> None:
    """Say which chapters are so long that they may be several."""
    for i, chapter in enumerate(made.chapters, 1):
        words = len(re.findall(r"\w+", chapter.source))
        if words > A_LONG_CHAPTER:
            made.doubts.append(
                f"Chapter {i} has {words:,} words: it may hold headings that were not recognised."
            )
