"""Paragraphs, and the headings among them, to a manuscript: chapters, notes, doubts."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

from reader.text.author_notes import (
    LONGEST,
    end_of_note,
    interrupts,
    is_said_to_be_complete,
    speaks_as_author,
    start_of_afterword,
)
from reader.text.heading_lines import Heading
from reader.text.headings import is_set_apart
from reader.text.labels import NOTES, read_label
from reader.text.manuscripts import Chapter, Manuscript, ManuscriptError, Note
from reader.text.paragraphs import Paragraph
from reader.text.scene_breaks import is_scene_break
from reader.text.title_pages import TitlePage
from reader.text.titles import is_point_of_view, is_title_case, plain_words

A_LONG_CHAPTER = 15_000
"""Words after which a chapter without an end is a reason to doubt that one was found."""
_A_SILENCE = 3
"""How many empty lines part two scenes."""

Write = Callable[[Paragraph], str]
"""How a paragraph becomes Markdown."""


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
    said, unmarked = _part_marked(page.notes)
    made.notes = [
        *([Note("note", "before", write(Paragraph(page.details)))] if page.details else []),
        *(_marked(paragraph, "before") for paragraph in said),
        *_notes(unmarked, "before", write),
    ]
    starts = sorted(headings)
    opening = found[: starts[0]] if starts else found
    if starts:
        marked, opening = _part_marked(opening)
        made.notes += [_marked(paragraph, "before") for paragraph in marked]
    if starts and _has_text(opening):
        first = f"“{headings[starts[0]].words}”"
        if all(speaks_as_author(p.words) for p in opening) and len(opening) <= LONGEST:
            made.notes += _notes(opening, "before", write)
            made.doubts.append(f"The text before {first} was taken for a note.")
            opening = []
        else:
            made.doubts.append(f"The text before {first} became a chapter of its own.")
    _add_chapter(made, "", opening, write)
    part: list[Heading] = []
    last = {headings[i].words: i for i in starts}
    for start, end in pairwise([*starts, len(found)]):
        heading, body = headings[start], found[start + 1 : end]
        body, heading = _take_subtitle(heading, body)
        if _add_chapter(made, _title([*part, heading], len(made.chapters) + 1), body, write):
            made.chapters[-1].key = heading.key
            part = []
        elif heading.form == "part":
            part = [*part[-1:], heading]
        elif last[headings[start].words] == start:
            made.doubts.append(f"There is no text after “{heading.words}”, so it was left out.")
    if not made.chapters:
        raise ManuscriptError("has no story in it, only notes or headings")
    _settle(made, [headings[i] for i in starts])
    return made


def _once(names: list[str]) -> list[str]:
    return list(dict.fromkeys(name for name in names if name))


def _take_subtitle(heading: Heading, body: list[Paragraph]) -> tuple[list[Paragraph], Heading]:
    """A chapter's title that stands on a line of its own under its number."""
    at = 1 if body and _is_break(body[0]) else 0
    if heading.form != "chapter" or heading.title or len(body) < at + 2:
        return body, heading
    line = body[at]
    words = plain_words(line.text)
    if (
        len(line.lines) > 1
        or read_label(line.text)
        or is_point_of_view(line.text)
        or not (is_set_apart(body, at) or is_title_case(words))
    ):
        return body, heading
    return body[at + 1 :], heading._replace(title=words, words=f"{heading.words}: {words}")


def _part_marked(body: list[Paragraph]) -> tuple[list[Paragraph], list[Paragraph]]:
    """The paragraphs that markup says are notes, and the others."""
    marked = [p for p in body if p.note and p.text.strip()]
    return marked, [p for p in body if not p.note]


def _marked(paragraph: Paragraph, place: str) -> Note:
    return Note(paragraph.note, place, paragraph.text)


def _is_break(paragraph: Paragraph) -> bool:
    return is_scene_break(paragraph.text)


def _has_text(body: list[Paragraph]) -> bool:
    return not all(map(_is_break, body))


def _title(headings: list[Heading], position: int) -> str:
    """One title of headings that follow each other: a part's, and its first chapter's."""
    *above, last = headings
    above = [part for part in above if not part.title or part.title not in last.words]
    return ": ".join(
        dict.fromkeys(filter(None, [*(h.words for h in above), last.title_at(position)]))
    )


def _take_notes(
    body: list[Paragraph], made: Manuscript, write: Write
) -> tuple[list[Note], list[Paragraph]]:
    """The notes at the start of a chapter, and the paragraphs that are left."""
    notes: list[Note] = []
    at = 0
    while at < len(body):
        label = read_label(body[at].text)
        if label and label.kind in (*NOTES, "summary"):
            end = end_of_note(body, at)
            notes += _notes(body[at : end.at], "before", write)
            at = end.at
            if not end.sure and at < len(body):
                made.doubts.append(f"A note may end elsewhere than before “{body[at].start}”.")
        elif _is_break(body[at]):
            at += 1
        else:
            break
    return notes, body[at:]


def _notes(part: list[Paragraph], place: str, write: Write) -> list[Note]:
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
            notes[-1][1].append(write(Paragraph([line for line in lines if line.strip()])))
    return [Note(kind, place, "\n\n".join(texts)) for kind, texts in notes if texts]


def _add_chapter(made: Manuscript, title: str, body: list[Paragraph], write: Write) -> bool:
    """Add the chapter that `body` is, with the notes before and after it, if it has a text."""
    first = next((i for i, p in enumerate(body) if not p.note and not _is_break(p)), len(body))
    marked_before, opening = _part_marked(body[:first])
    marked_after, rest = _part_marked(body[first:])
    before, rest = _take_notes(opening + rest, made, write)
    boundary = start_of_afterword(rest)
    text, after = _trimmed(rest[: boundary.at]), _trimmed(rest[boundary.at :])
    if not text:
        return False
    where = title or f"chapter {len(made.chapters) + 1}"
    if not boundary.sure:
        made.doubts.append(f"The note at the end of {where} may start elsewhere.")
    for paragraph in text:
        if interrupts(paragraph.text):
            made.doubts.append(
                f"A note in the middle of {where} stays in the text: “{paragraph.start}”."
            )
    source = "\n\n".join(_with_silences(text, write))
    notes = [_marked(paragraph, "before") for paragraph in marked_before] + before
    notes += _notes(after, "after", write)
    notes += [_marked(paragraph, "after") for paragraph in marked_after]
    made.chapters.append(Chapter(title, source, notes))
    if is_said_to_be_complete(text[-1].text):
        made.status = made.status or "complete"
    return True


def _trimmed(body: list[Paragraph]) -> list[Paragraph]:
    """Without the scene breaks that some paragraphs begin or end with: they part no scenes."""
    first, last = 0, len(body)
    while first < last and _is_break(body[first]):
        first += 1
    while last > first and _is_break(body[last - 1]):
        last -= 1
    return body[first:last]


def _with_silences(body: list[Paragraph], write: Write) -> list[str]:
    """Markdown of each paragraph, and a scene break where empty lines stand for one."""
    gaps = sorted(paragraph.gap for paragraph in body[1:])
    usual = gaps[len(gaps) // 2] if gaps else 0
    wide = [p.gap >= max(_A_SILENCE, usual + 2) for p in body]
    silences = sum(wide) * 4 <= len(body)
    written: list[str] = []
    for i, paragraph in enumerate(body):
        breaks = _is_break(paragraph)
        after_break = i > 0 and _is_break(body[i - 1])
        if i and silences and wide[i] and not breaks and not after_break:
            written.append("* * *")
        written.append(paragraph.text.strip() if breaks else write(paragraph))
    return written


def _settle(made: Manuscript, headings: list[Heading]) -> None:
    """What can be said only of the whole: a one-shot's notes, missing and endless chapters."""
    if len(made.chapters) == 1:
        made.chapters[0].notes[:0], made.notes = made.notes, []
    numbers = [h.number for h in headings if h.form in ("chapter", "numbered")]
    restarts = any(h.form == "part" for h in headings)
    for number, after in pairwise(numbers):
        if after != number + 1 and not (restarts and after == 1):
            made.doubts.append(f"Chapter {number} is followed by chapter {after}.")
    for i, chapter in enumerate(made.chapters, 1):
        words = len(re.findall(r"\w+", chapter.source))
        if words > A_LONG_CHAPTER:
            made.doubts.append(
                f"Chapter {i} has {words:,} words: it may hold headings that were not recognised."
            )
