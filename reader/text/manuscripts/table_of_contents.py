"""A table of contents: what it lists comes later, as headings."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from reader.text.manuscripts.heading import Heading
from reader.text.manuscripts.heading_lines import read_line
from reader.text.manuscripts.letters import plain_letters
from reader.text.manuscripts.paragraphs import Paragraph
from reader.text.manuscripts.title_page import TitlePage

_CONTENTS = re.compile(
    r"\W*(?:table\s+of\s+)?contents\W*|\W*(?:inhalt|inhaltsverzeichnis|índice|sommaire|indice|inhoud"
    r"|spis treści|содержание|оглавление|目录|目次|目錄|차례|obsah|sisällys|innehåll)\W*",
    re.IGNORECASE,
)
_PAGE = re.compile(r"(?:\s*\.{2,}\s*|\s{2,}|\t)(?:\d{1,4}|[ivxl]{1,6})$")
_NUMBER = re.compile(r"^(?:\d{1,3}|[ivxlc]{1,7})[.):]?\s+")
_COLUMNS = {
    "chapter page",
    "chapter",
    "page",
    "chap page",
    "chap. page",
    "kapitel seite",
    "chapitre page",
}

_NEAR_THE_BEGINNING = 80
"""Paragraphs among which contents stand."""
_LEAST_ENTRIES = 3
_MOST_UNDER_AN_ENTRY = 15
"""Words: a chapter's title and its page."""


def without_contents(
    found: list[Paragraph], headings: dict[int, Heading], page: TitlePage
) -> list[Paragraph]:
    """Paragraphs without the table of contents that stands somewhere near their beginning; what
    it lists goes on the page."""
    first, end = _entries(found, headings)
    for at in range(min(len(found), first or _NEAR_THE_BEGINNING)):
        length, listed = read_table_of_contents(found, at)
        if length:
            whole = at + length >= end
            return _left_out(found, at, max(end, at + length), listed if whole else [], page)
    return _left_out(found, first, end, [], page) if end else found


def _left_out(
    found: list[Paragraph], start: int, end: int, listed: list[str], page: TitlePage
) -> list[Paragraph]:
    page.contents = listed
    for paragraph in found[start:end]:
        page.leave_out(paragraph.text)
    return [*found[:start], *found[end:]]


def _entries(found: list[Paragraph], headings: dict[int, Heading]) -> tuple[int, int]:
    """Where the chapters that a table of contents lists were taken for headings: they count up
    with hardly a word under each, and then begin anew. Two noughts where there are none."""
    starts = [i for i in sorted(headings) if headings[i].form == "chapter" and headings[i].number]
    numbers = [headings[i].number for i in starts]
    if not starts or starts[0] > _NEAR_THE_BEGINNING or numbers[0] not in numbers[1:]:
        return 0, 0
    count = numbers.index(numbers[0], 1)
    entries = starts[:count]
    if count < _LEAST_ENTRIES or not set(numbers[:count]) <= set(numbers[count:]):
        return 0, 0
    below = 0
    for entry, after in pairwise(entries):
        words = sum(len(paragraph.words.split()) for paragraph in found[entry + 1 : after])
        if words > _MOST_UNDER_AN_ENTRY:
            return 0, 0
        below = after - entry - 1
    start = entries[0]
    while start and _CONTENTS.fullmatch(found[start - 1].text):
        start -= 1
    return start, entries[-1] + 1 + below


def read_table_of_contents(paragraphs: list[Paragraph], at: int) -> tuple[int, list[str]]:
    """How many paragraphs the table of contents has that stands at `at`, and what it lists;
    nought where there is none."""
    if not _CONTENTS.fullmatch(paragraphs[at].text):
        return 0, []
    later: Counter[str] = Counter()
    for paragraph in paragraphs[at + 1 :]:
        later.update(map(_key, paragraph.lines))
    listed: list[str] = []
    end = at + 1
    while end < len(paragraphs):
        later.subtract(map(_key, paragraphs[end].lines))
        if not _are_listed(paragraphs[end].lines, later):
            break
        for line in paragraphs[end].lines:
            words = _PAGE.sub("", line).strip()
            if _key(words) not in _COLUMNS:
                listed.append(words)
        end += 1
    return (end - at, listed) if listed else (0, [])


def _are_listed(lines: list[str], later: Counter[str]) -> bool:
    """Whether what each of some lines says comes `later`, or is what a column is called."""
    for line in lines:
        key = _key(line)
        if key not in _COLUMNS and later[key] <= 0:
            return False
    return True


def _key(line: str) -> str:
    """What a line of the contents and the heading that it lists have in common."""
    words = " ".join(plain_letters(_PAGE.sub("", line.strip())).split()).strip("*_#=~-. ")
    heading = read_line(words)
    if heading and heading.title and heading.number:
        return plain_letters(heading.title)
    return _NUMBER.sub("", words) or words
