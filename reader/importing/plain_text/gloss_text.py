"""Gloss's own plain text, back in: nothing is guessed but what the format cannot say.

exporting/plain_text.py writes it: title and name, facts, notes in brackets, and each chapter below
three empty lines. What was a quotation or typed text comes back as a quotation; what had marks in
it that look like emphasis has emphasis.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reader.importing.plain_text.gloss_markdown import DEFINITION, INDENT, gloss_markdown
from reader.importing.plain_text.gloss_notes import CLOSING, notes_after, notes_before
from reader.text.manuscripts.label_values import read_language, read_rating, read_status
from reader.text.manuscripts.labels import read_label
from reader.text.manuscripts.manuscript import Chapter, Manuscript
from reader.text.rendering import escaping

_HEAD = re.compile(
    r"(?P<title>\S[^\n]*)\nby (?P<author>[^\n]*)\n\n(?P<facts>(?:[A-Z][a-z]+: [^\n]+\n)*?"
    r"Chapters: (?P<chapters>\d+)\nWords: [\d,]+\n(?:Source: [^\n]+\n)?)"
)
_APART = re.compile(r"\n{4,}")
_HEADING = re.compile(r"Chapter (?P<number>\d+)(?:: (?P<title>[^\n]*))?(?:\n\n|\n*$)")
_LISTS = {
    "Fandom": "fandoms", "Relationship": "relationships", "Character": "characters",
    "Warning": "warnings", "Tag": "tags",
}  # fmt: skip
_READERS = {"Rating": read_rating, "Status": read_status, "Language": read_language}
_WORDS = {"Series": "series", "Published": "published", "Updated": "updated", "Source": "source"}
_NUMBER = re.compile(r"\[\d{1,4}\]|^ *\d{1,4}\. ", re.MULTILINE)


def read_gloss_text(text: str) -> Manuscript | None:
    """The manuscript in a plain text that Gloss wrote, or None for any other."""
    head = _HEAD.match(text)
    if head is None:
        return None
    first, *sections = _APART.split(text.rstrip("\n"))
    several = int(head["chapters"]) > 1
    bodies = list(_bodies(sections, several=several))
    if len(bodies) != int(head["chapters"]):
        return None
    made = Manuscript(title=head["title"], author=head["author"])
    for line in head["facts"].strip().split("\n"):
        label, _, value = line.partition(": ")
        _take_fact(made, label, value)
    made.leave_out(f"by {head['facts']}")
    _leave_out_labels(made, [first, *sections])
    parts = first[len(head[0]) :].strip("\n").split("\n\n")
    if parts and parts[0].startswith("Summary: "):
        made.summary = parts.pop(0).removeprefix("Summary: ")
    notes, _ = notes_before(parts)
    made.notes = notes
    made.chapters = [_chapter(title, body) for title, body in bodies]
    return made if all(chapter.source for chapter in made.chapters) else None


def _leave_out_labels(made: Manuscript, sections: list[str]) -> None:
    """Say that numbers of chapters, notes and items, and labels of notes, are told otherwise."""
    for section in sections:
        heading = _HEADING.match(section)
        if heading:
            made.leave_out(f"Chapter {heading['number']}")
        made.leave_out(" ".join(_NUMBER.findall(section)))
        for part in section.split("\n\n"):
            label = read_label(part)
            if label and (label.kind == "summary" or part[:1] in CLOSING):
                made.leave_out(part.removesuffix(label.rest))


def _bodies(sections: list[str], *, several: bool) -> Iterator[tuple[str, str]]:
    """Title and text of each chapter; a gap inside of a chapter parts none."""
    title, body = "", ""
    number = 0
    for section in sections:
        heading = _HEADING.match(section)
        begins = heading is not None and int(heading["number"]) == number + 1
        if begins or not number:
            if number:
                yield title, body
            number += 1
            title = (heading["title"] or "") if begins and heading else ""
            body = section[heading.end() :] if begins and heading else section
            if several and not begins:
                return
        else:
            body = f"{body}\n\n{section}"
    if number:
        yield title, body


def _take_fact(made: Manuscript, label: str, value: str) -> None:
    singular = label.removesuffix("s")
    if label in _READERS:
        setattr(made, label.lower(), _READERS[label](value))
    elif label in _WORDS:
        setattr(made, _WORDS[label], value)
    elif singular in _LISTS:
        names = [value] if label == singular else value.split(", ")
        getattr(made, _LISTS[singular]).extend(names)


def _chapter(title: str, body: str) -> Chapter:
    before, parts = notes_before(body.split("\n\n"))
    after, parts = notes_after(parts)
    parts = list(_with_definitions_apart(parts))
    marks = _marks_of_notes(parts)
    written: list[str] = []
    for part in joined(parts):
        marked = marks.sub(_as_note_mark, part) if marks else part
        written.append(gloss_markdown(marked))
    return Chapter(title, "\n\n".join(filter(None, written)), before + after)


def _marks_of_notes(parts: list[str]) -> re.Pattern[str] | None:
    """What finds the marks of those footnotes that some parts define, or None without any."""
    numbers: set[str] = set()
    for part in parts:
        definition = DEFINITION.fullmatch(part)
        if definition:
            numbers.add(definition["number"])
    return re.compile(rf"(?<!^)\[({'|'.join(sorted(numbers))})\]") if numbers else None


def _as_note_mark(mark: re.Match[str]) -> str:
    return escaping.NOTE_MARK.format(mark[1])


def _with_definitions_apart(parts: list[str]) -> Iterator[str]:
    """The parts; of footnotes, which stand together, each."""
    for part in parts:
        if DEFINITION.fullmatch(part):
            yield from re.split(r"\n(?=\[\d{1,4}\] )", part)
        else:
            yield part


def joined(parts: list[str]) -> Iterator[str]:
    """The parts, those that are indented together: one quotation."""
    waiting: list[str] = []
    for part in parts:
        if part.startswith(INDENT):
            waiting.append(part)
            continue
        if waiting:
            yield "\n\n".join(waiting)
            waiting = []
        yield part
    if waiting:
        yield "\n\n".join(waiting)
