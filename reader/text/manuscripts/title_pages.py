"""What a plain text says of itself before its story: title, author, and lines of details."""

from __future__ import annotations

from reader.text.manuscripts.author_notes import end_of_note
from reader.text.manuscripts.headings import find_headings, is_underlined, read_heading
from reader.text.manuscripts.labels import NOTES, read_label
from reader.text.manuscripts.paragraphs import Paragraph
from reader.text.manuscripts.post_subject import take_subject
from reader.text.manuscripts.table_of_contents import read_table_of_contents
from reader.text.manuscripts.title_fields import take_field
from reader.text.manuscripts.title_lines import (
    BY_LINE,
    SHORT_OPENING,
    author_on,
    choose_title,
    same_letters,
    title_from,
)
from reader.text.manuscripts.title_page import TitlePage
from reader.text.manuscripts.titles import is_point_of_view, plain_words
from reader.text.rendering.scene_breaks import is_scene_break


def read_title_page(
    found: list[Paragraph], name: str, page: TitlePage | None = None, *, more: bool = False
) -> tuple[TitlePage, list[Paragraph]]:
    """The title page that paragraphs begin with, and the paragraphs that are left.

    `name` is the file's, without its ending: the title where the text has none. `page` holds
    what is known already. The last paragraph is no title, unless `more` come after these.
    """
    page, rest = page or TitlePage(), list(found)
    if rest and rest[-1].text == "End file.":  # how FanFicFare says that nothing is cut off
        page.leave_out(rest.pop().text)
    if rest and not page.title and 1 < len(rest[0].lines) <= SHORT_OPENING:
        rest[:1] = _lines_of_a_title(rest)
    at = 0
    while at < len(rest) and not rest[at].note and not rest[at].form:
        rest[at : at + 1] = _lines_apart(rest[at])
        used = (
            is_scene_break(rest[at].text)
            or take_field(page, rest[at].text)
            or _take_note(page, rest, at)
            or _take_contents(page, rest, at)
            or ((at + 1 < len(rest) or more) and _take_title(page, rest, at, name, more=more))
        )
        if not used:
            break
        at += int(used)
    take_subject(page)
    page.title = page.title or title_from(name)
    return page, rest[at:]


def _lines_of_a_title(rest: list[Paragraph]) -> list[Paragraph]:
    """The first paragraph, each line by itself if the first chapter begins soon after it."""
    first = rest[0]
    start = min(find_headings(rest), default=0)
    if not 0 < start <= SHORT_OPENING or max(map(len, first.lines)) > 60 or first.form:
        return [first]
    return [Paragraph([line.strip()], first.gap) for line in first.lines]


def _lines_apart(paragraph: Paragraph) -> list[Paragraph]:
    """The lines of a title page that stand together, each as a paragraph."""
    first, *others = map(str.strip, paragraph.lines)
    if not any(map(_is_author_or_field, others)):
        return [paragraph]
    parts = [Paragraph([first], paragraph.gap)]
    for line in others:
        parts.append(Paragraph([line]))
    return parts


def _is_author_or_field(line: str) -> bool:
    """Whether a line names the author, or a field and what is in it."""
    label = read_label(line)
    return bool(BY_LINE.fullmatch(line) or (label and label.kind not in NOTES))


def _take_note(page: TitlePage, rest: list[Paragraph], at: int) -> int:
    """Keep the author's note that starts here; how many paragraphs it has."""
    label = read_label(rest[at].text)
    if label is None:
        return 0
    end = end_of_note(rest, at)
    if label.kind == "summary":
        page.leave_out(rest[at].text)
        page.summary = "\n\n".join([paragraph.text for paragraph in rest[at + 1 : end.at]])
    else:
        page.notes += rest[at : end.at]
    if not end.sure and end.at < len(rest):
        page.doubts.append(f"The note before “{rest[end.at].start}” may really end somewhere else.")
    return end.at - at


def _take_contents(page: TitlePage, rest: list[Paragraph], at: int) -> int:
    """Keep a table of contents if what it lists comes later; how many paragraphs it has."""
    if page.contents:
        return 0
    length, page.contents = read_table_of_contents(rest, at)
    for paragraph in rest[at : at + length]:
        page.leave_out(paragraph.text)
    return length


def _take_title(page: TitlePage, rest: list[Paragraph], at: int, name: str, *, more: bool) -> int:
    """Keep a title or the line that says who wrote it; how many paragraphs it has."""
    here, text = rest[at], rest[at].text
    author = author_on(text) if page.title else ""
    if author and (not page.author or same_letters(author, page.author)):
        page.author = page.author or author
        page.leave_out(text)
        return 1
    words = plain_words(text)
    if not words or len(here.lines) > 1 or len(words) > 120:
        return 0
    if page.title and same_letters(words, page.title):
        page.leave_out(text)
    if page.title:
        return int(same_letters(words, page.title))
    if read_heading(text) or is_point_of_view(text):
        return 0
    headings = find_headings(rest[at:])
    if 0 in headings:
        return 0
    lone = min(headings, default=len(rest) - at if more else 0)
    if not choose_title(page, rest, at, name, lone=lone, below=_text_below(rest, at)):
        return 0
    page.leave_out(text)
    return 2 if is_underlined(rest, at) else 1


def _text_below(rest: list[Paragraph], at: int) -> str:
    """What stands below a paragraph, a scene break between them or none."""
    for paragraph in rest[at + 1 : at + 3]:
        if not is_scene_break(paragraph.text):
            return paragraph.text
    return ""
