"""Where an author's note ends and the story begins, and where the story ends and a note begins.

A label says where a note starts; nothing says where it stops. What tells them apart is the
voice: authors talk of chapters, reviews and updates, their characters do not.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from reader.text.manuscripts.author_voice import (
    DIALOGUE,
    FIRST_PERSON,
    QUOTED_WORDS,
    greets,
    speaks_as_author,
)
from reader.text.manuscripts.endings import is_ending
from reader.text.manuscripts.headings import read_heading
from reader.text.manuscripts.labels import NOTES, read_label
from reader.text.manuscripts.paragraphs import Paragraph
from reader.text.rendering.scene_breaks import is_scene_break

# How many paragraphs a note may have without a bracket around it.
MOST_PARAGRAPHS_OF_A_NOTE = 12
_MOST_WORDS_OF_A_NOTE = 1200
_REPLY = re.compile(r"\W*[\w.'-]{2,30}(?:\s[\w.'-]{1,20})?\s*[:–—-]\s*\S")
_REPLIES = re.compile(r"[^\n]{0,60}\b(?:repl(?:y|ies)|respon[sd]\w*|answers)\b", re.IGNORECASE)
_PLEAS = re.compile(
    r"[\W_]*(?:(?:please|pls|plz)[\W_]+(?:read\s+and\s+)?(?:review|comment|leave\s+a)"
    r"|(?:read\s+(?:and|&)\s+)?review(?:s|\s+please)?[\W_]*$|r\s?(?:&|and|n)\s?r[\W_]*$"
    r"|end\s+notes?\b)",
    re.IGNORECASE,
)


class Boundary(NamedTuple):
    """The index of the paragraph where something changes, and whether that is certain."""

    at: int
    sure: bool = True


def end_of_note(paragraphs: list[Paragraph], start: int) -> Boundary:
    """The end (exclusive) of the note whose label is paragraph `start`."""
    label = read_label(paragraphs[start].text)
    closed = _closes(paragraphs, start, label.closing) if label and label.closing else 0
    if closed:
        return Boundary(closed)
    first = start + (1 if label and label.rest.strip() else 2)
    last = min(len(paragraphs), start + MOST_PARAGRAPHS_OF_A_NOTE + 1)
    stop = start + 1
    while stop < last and not _stops(paragraphs[stop]):
        stop += 1
    if stop < last and _surely_ends(paragraphs[stop].text, paragraphs[first:stop]):
        return Boundary(stop)
    end = min(first, stop)
    replies = bool(_REPLIES.match(paragraphs[start].text))
    while end < stop and (
        _speaks(paragraphs[end])
        or (replies and _REPLY.match(paragraphs[end].text))
        or (end + 1 < stop and _speaks(paragraphs[end + 1]))
    ):
        end += 1
    return Boundary(end, end == first and not _may_go_on(paragraphs, end))


def _surely_ends(line: str, between: list[Paragraph]) -> bool:
    """Whether the note before a line is sure to reach to it: the line is a heading or the label
    of another thing, or a scene break after paragraphs of which a third sound like an author."""
    label = read_label(line)
    if (label and label.kind != "note") or read_heading(line):
        return True
    return is_scene_break(line) and 3 * sum(map(_speaks, between)) >= max(1, len(between))


def _closes(paragraphs: list[Paragraph], start: int, bracket: str) -> int:
    """The end of the paragraphs inside a bracket that paragraph `start` opens, or 0."""
    for i in range(start, min(len(paragraphs), start + 2 * MOST_PARAGRAPHS_OF_A_NOTE)):
        if re.search(rf"{re.escape(bracket)}[\W_]*$", paragraphs[i].text[-20:]):
            return i + 1
        if is_scene_break(paragraphs[i].text):
            break
    return 0


def _stops(paragraph: Paragraph) -> bool:
    text = paragraph.text
    return bool(read_label(text) or is_scene_break(text) or read_heading(text))


def _speaks(paragraph: Paragraph) -> bool:
    return not paragraph.form and speaks_as_author(paragraph.words)


def _may_go_on(paragraphs: list[Paragraph], end: int) -> bool:
    """Whether the paragraph after a note says `I` where the story after it never does."""
    if end >= len(paragraphs) - 1:
        return False
    after = [QUOTED_WORDS.sub(" ", paragraph.text) for paragraph in paragraphs[end : end + 20]]
    return bool(FIRST_PERSON.search(after[0])) and not any(map(FIRST_PERSON.search, after[1:]))


def start_of_afterword(paragraphs: list[Paragraph]) -> Boundary:
    """The index at which a chapter's text ends and its author speaks again, or their number."""
    total = len(paragraphs)
    for i in range(max(1, total - MOST_PARAGRAPHS_OF_A_NOTE), total):
        text, rest = paragraphs[i].text, paragraphs[i + 1 :]
        if _count_words(rest) > _MOST_WORDS_OF_A_NOTE:
            continue
        label = read_label(text)
        if label and label.kind in NOTES:
            closed = label.closing and _closes(paragraphs, i, label.closing)
            if closed and not _is_afterword(paragraphs[closed:]):
                continue
            if closed or _is_afterword(rest) or not label.rest.strip():
                return Boundary(i)
        elif is_ending(text) and rest and not any(map(_is_dialogue, rest)):
            return Boundary(i + 1, all(map(_speaks_or_labels, rest)))
        elif _PLEAS.match(text) and len(text) < 300 and _is_afterword(rest):
            return Boundary(i)
        elif greets(text) and _is_afterword(rest):
            return Boundary(i, sure=False)
    return Boundary(total)


def _count_words(paragraphs: list[Paragraph]) -> int:
    count = 0
    for paragraph in paragraphs:
        count += len(paragraph.text.split())
    return count


def _is_afterword(rest: list[Paragraph]) -> bool:
    """Whether all that is left of a chapter may be its author's, and half of it must be."""
    speaking = sum(map(_speaks_or_labels, rest))
    return 2 * speaking >= len(rest) and not any(map(_is_dialogue, rest))


def _speaks_or_labels(paragraph: Paragraph) -> bool:
    text = paragraph.text
    return _stops(paragraph) or is_ending(text) or bool(_PLEAS.match(text)) or _speaks(paragraph)


def _is_dialogue(paragraph: Paragraph) -> bool:
    return bool(DIALOGUE.match(paragraph.text)) and not _speaks(paragraph)
