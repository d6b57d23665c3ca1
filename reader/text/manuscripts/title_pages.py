"""What a plain text says of itself before its story: title, author, and lines of details."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from reader.text.manuscripts.author_notes import end_of_note
from reader.text.manuscripts.headings import (
    find_headings,
    is_set_apart,
    is_underlined,
    read_heading,
)
from reader.text.manuscripts.labels import NOTES, read_label
from reader.text.manuscripts.omissions import LeavesOut
from reader.text.manuscripts.paragraphs import Paragraph
from reader.text.manuscripts.table_of_contents import length_of_contents
from reader.text.manuscripts.title_fields import take_field, take_subject
from reader.text.manuscripts.titles import is_point_of_view, is_title_case, plain_words
from reader.text.rendering.scene_breaks import is_scene_break

_NAMES = r"(?P<author>\S.{0,80}?)[\W_]*"
_BY = re.compile(rf"\W*(?:(?:written\s+)?by|par|von|por|door):?\s+{_NAMES}", re.IGNORECASE)
_BY_ELSEWHERE = re.compile(rf"\W*(?:di|da|av|af|od|przez|от):?\s+{_NAMES}")
_TITLE_BY = re.compile(r"(?P<title>.+?),?\s+by:?\s+(?P<author>[^\W_].*)")
_NO_TITLE = re.compile(r"dear\b|to\b|from\b|[\d\W]", re.IGNORECASE)
_NO_LONE_TITLE = re.compile(r".*[.,;:。，；：]$|[\"“„«‘].*[^\"”»’]$|.*[.!?]\s.*[.!?]$", re.DOTALL)
# Paragraphs between the title of a story and its first chapter.
_SHORT_OPENING = 6
_SMALL = "a an and as at but by for from in of on or the to with".split()


@dataclass
class TitlePage(LeavesOut):
    """What was said before the story: its fields, its author's notes, the lines of details that
    have no field, the titles that a table of contents lists, and a post's subject."""

    title: str = ""
    author: str = ""
    summary: str = ""
    language: str = ""
    rating: str = ""
    status: str = ""
    tags: list[str] = field(default_factory=list)
    fandoms: list[str] = field(default_factory=list)
    relationships: list[str] = field(default_factory=list)
    characters: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    series: str = ""
    source: str = ""
    published: str = ""
    updated: str = ""
    notes: list[Paragraph] = field(default_factory=list)
    details: list[str] = field(default_factory=list)
    contents: list[str] = field(default_factory=list)
    subject: str = ""
    doubts: list[str] = field(default_factory=list)


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
    if rest and not page.title and 1 < len(rest[0].lines) <= _SHORT_OPENING:
        rest[:1] = _lines_of_a_title(rest)
    at = 0
    while at < len(rest) and not rest[at].note and not rest[at].form:
        rest[at : at + 1] = _unfolded(rest[at])
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


def title_from(name: str) -> str:
    """A title from a file's name without its ending: `the_long-tide` is `The Long Tide`."""
    name = re.sub(r"-(?:ffnet|ao3|archiveofourown\w*|fimfiction\w*)_\d+$", "", name)
    title = " ".join(re.sub(r"[_\s]+|(?<=\w)-(?=\w)", " ", name).strip(" -.").split())
    if title != title.lower():
        return title
    words: list[str] = []
    for word in title.split():
        small = words and word in _SMALL
        words.append(word if small else word[:1].upper() + word[1:])
    return " ".join(words)


def _lines_of_a_title(rest: list[Paragraph]) -> list[Paragraph]:
    """The first paragraph, each line by itself if the first chapter begins soon after it."""
    first = rest[0]
    start = min(find_headings(rest), default=0)
    if not 0 < start <= _SHORT_OPENING or max(map(len, first.lines)) > 60 or first.form:
        return [first]
    return [Paragraph([line.strip()], first.gap) for line in first.lines]


def _unfolded(paragraph: Paragraph) -> list[Paragraph]:
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
    return bool(_BY.fullmatch(line) or (label and label.kind not in NOTES))


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
        page.doubts.append(f"A note may end elsewhere than before “{rest[end.at].start}”.")
    return end.at - at


def _take_contents(page: TitlePage, rest: list[Paragraph], at: int) -> int:
    """Keep a table of contents if what it lists comes later; how many paragraphs it has."""
    if page.contents:
        return 0
    length, page.contents = length_of_contents(rest, at)
    for paragraph in rest[at : at + length]:
        page.leave_out(paragraph.text)
    return length


def _take_title(page: TitlePage, rest: list[Paragraph], at: int, name: str, *, more: bool) -> int:
    """Keep a title or the line that says who wrote it; how many paragraphs it has."""
    here, text = rest[at], rest[at].text
    author = _author(text) if page.title else ""
    if author and (not page.author or _same(author, page.author)):
        page.author = page.author or author
        page.leave_out(text)
        return 1
    words = plain_words(text)
    if not words or len(here.lines) > 1 or len(words) > 120:
        return 0
    if page.title and _same(words, page.title):
        page.leave_out(text)
    if page.title:
        return int(_same(words, page.title))
    if read_heading(text) or is_point_of_view(text):
        return 0
    headings = find_headings(rest[at:])
    if 0 in headings:
        return 0
    lone = min(headings, default=len(rest) - at if more else 0)
    if not _choose_title(page, rest, at, name, lone=lone, below=_text_below(rest, at)):
        return 0
    page.leave_out(text)
    return 2 if is_underlined(rest, at) else 1


def _text_below(rest: list[Paragraph], at: int) -> str:
    """What stands below a paragraph, a scene break between them or none."""
    for paragraph in rest[at + 1 : at + 3]:
        if not is_scene_break(paragraph.text):
            return paragraph.text
    return ""


def _choose_title(
    page: TitlePage, rest: list[Paragraph], at: int, name: str, *, lone: int, below: str
) -> bool:
    """Whether the line is the title, which is then kept. `lone` is after how many paragraphs the
    first chapter begins, nought where none is known."""
    words = plain_words(rest[at].text)
    both = _TITLE_BY.fullmatch(words)
    if both and _author("by " + both["author"]) and is_title_case(both["title"]):
        page.title, page.author = both["title"], both["author"]
    elif (
        is_underlined(rest, at)
        or _author(below)
        or _same(words, title_from(name))
        or (not words.endswith(",") and read_label(below) and _looks_like_a_title(words))
        or is_set_apart(rest, at)
        or (0 < lone <= _SHORT_OPENING and not _NO_LONE_TITLE.match(words))
    ):
        page.title = words
    elif _looks_like_a_title(words) and len(below) > 2 * len(words):
        page.title = words
        page.doubts.append(f"The first line, “{words}”, was taken for the title.")
    return bool(page.title)


def _looks_like_a_title(words: str) -> bool:
    if words[0].lower() == words[0].upper() and words[0].isalpha():  # a script without capitals
        return len(words) <= 20 and not re.search(r"[。，！？、…：]", words)
    return is_title_case(words) and not _NO_TITLE.match(words)


def _author(line: str) -> str:
    """The name on a line such as `by Jane Doe`, or nothing."""
    match = _BY.fullmatch(line) or _BY_ELSEWHERE.fullmatch(line)
    name = match["author"].strip() if match else ""
    plausible = len(name.split()) <= 5 and not re.search(r"[.!?,;]$", line.strip())
    lower = name[:1].islower() and " " in name
    return name if plausible and not lower else ""


def _same(one: str, other: str) -> bool:
    return re.sub(r"\W+", "", one).lower() == re.sub(r"\W+", "", other).lower()
