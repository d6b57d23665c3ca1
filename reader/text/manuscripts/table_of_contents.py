"""A table of contents: what it lists comes later, as headings."""

from __future__ import annotations

import re
from collections import Counter

from reader.text.manuscripts.heading_lines import read_line
from reader.text.manuscripts.letters import plain_letters
from reader.text.manuscripts.paragraphs import Paragraph

_CONTENTS = re.compile(
    r"\W*(?:table\s+of\s+)?contents\W*|\W*(?:inhalt|inhaltsverzeichnis|índice|sommaire|indice|inhoud"
    r"|spis treści|содержание|оглавление|目录|目次|目錄|차례|obsah|sisällys|innehåll)\W*",
    re.IGNORECASE,
)
_PAGE = re.compile(r"(?:\s*\.{2,}\s*|\s{2,}|\t)\d{1,4}$")
_NUMBER = re.compile(r"^(?:\d{1,3}|[ivxlc]{1,7})[.):]?\s+")
_COLUMNS = {"chapter page", "chapter", "page", "chap page", "kapitel seite", "chapitre page"}


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
