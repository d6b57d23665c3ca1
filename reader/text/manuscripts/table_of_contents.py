"""A table of contents: what it lists comes later, as headings."""

from __future__ import annotations

import re
from collections import Counter

from reader.text.manuscripts.heading_lines import read_line
from reader.text.manuscripts.letters import folded
from reader.text.manuscripts.paragraphs import Paragraph

_CONTENTS = re.compile(
    r"\W*(?:table\s+of\s+)?contents\W*|\W*(?:inhalt|inhaltsverzeichnis|índice|sommaire|indice|inhoud"
    r"|spis treści|содержание|оглавление|目录|目次|目錄|차례|obsah|sisällys|innehåll)\W*",
    re.IGNORECASE,
)
_PAGE = re.compile(r"(?:\s*\.{2,}\s*|\s{2,}|\t)\d{1,4}$")
_NUMBER = re.compile(r"^(?:\d{1,3}|[ivxlc]{1,7})[.):]?\s+")
_COLUMNS = {"chapter page", "chapter", "page", "chap page", "kapitel seite", "chapitre page"}


def length_of_contents(paragraphs: list[Paragraph], at: int) -> tuple[int, list[str]]:
    """How many paragraphs the table of contents has that stands at `at`, and what it lists;
    nought where there is none."""
    if not _CONTENTS.fullmatch(paragraphs[at].text):
        return 0, []
    later = Counter(_key(line) for paragraph in paragraphs[at + 1 :] for line in paragraph.lines)
    listed: list[str] = []
    end = at + 1
    while end < len(paragraphs):
        keys = [_key(line) for line in paragraphs[end].lines]
        later.subtract(keys)
        if not all(_is_listed(key, later) for key in keys):
            break
        listed += [_PAGE.sub("", line).strip() for line in paragraphs[end].lines]
        end += 1
    listed = [line for line in listed if _key(line) not in _COLUMNS]
    return (end - at, listed) if listed else (0, [])


def _is_listed(key: str, later: Counter[str]) -> bool:
    return key in _COLUMNS or later[key] > 0


def _key(line: str) -> str:
    """What a line of the contents and the heading that it lists have in common."""
    words = " ".join(folded(_PAGE.sub("", line.strip())).split()).strip("*_#=~-. ")
    heading = read_line(words)
    if heading and heading.title and heading.number:
        return folded(heading.title)
    return _NUMBER.sub("", words) or words
