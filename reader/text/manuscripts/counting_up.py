"""Headings that are known by their numbers: lines that count up from one, and arcs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from itertools import pairwise

from reader.text.manuscripts.east_asian_numerals import EAST_ASIAN_DIGITS, east_asian_value
from reader.text.manuscripts.heading import Heading
from reader.text.manuscripts.letters import plain_letters
from reader.text.manuscripts.numerals import NUMBER_LANGUAGES, read_number_at, roman_value
from reader.text.manuscripts.paragraphs import Paragraph
from reader.text.manuscripts.titles import looks_like_a_title, plain_words

# The index of a paragraph of one line, and its words without ornaments.
Line = tuple[int, str]
Read = Callable[[str], Heading | None]

# Words that must follow before a bare number or a bold line is taken for a heading.
_SHORTEST_CHAPTER = 100
_NUMBERED = re.compile(
    rf"(?P<number>\d{{1,3}}|[IVXLC]{{1,7}}|[{EAST_ASIAN_DIGITS}]{{1,5}})"
    r"(?:\s*[.:)．、]\s*|\s+[-–—]+\s+|\s+|$)(?P<title>.*)"
)
_SURELY_NUMBERED = re.compile(r"\w+(?:\s*[.:)]|\s+[-–—]|$)")
_WITH_A_WORD = re.compile(r"(?P<word>[^\W\d_]{2,20})\.?\s*\#?(?P<rest>\s.*|\d.*)")
_TITLE = re.compile(r"(?:\s*[:.|~]\s*|\s*[-–—]+\s*|\s+|$)(?P<title>.*)")
_ARC = re.compile(
    r"(?P<arc>(?:[^\W\d_][^\d.:]{0,40}?)?)\s*(?P<major>\d{1,3})\.(?P<minor>\d{1,3}|[a-z]{1,2})"
    r"(?:(?:\s*[:.|~]|\s+[-–—]+)?\s+(?P<title>\S.*)|[.:]?)",
    re.IGNORECASE,
)


def read_numbered_heading(line: str) -> Heading | None:
    """The heading that a line is if it is known to be one: `III`, `3. Low Water`, `II: Rain`."""
    words = plain_words(line)
    heading = numbered(words)
    return heading if heading and _SURELY_NUMBERED.match(words) else None


def find_counted_headings(
    paragraphs: list[Paragraph], lines: list[Line], parts: Iterable[int]
) -> dict[int, Heading]:
    """Headings such as `3.`, `III`, `3: Low Water`, `Three`, `Stave Three`, that count up from
    one, or begin again after each of the `parts`; nothing if there are too few words between.

    `lines` are those paragraphs that have one short line.
    """
    parts = set(parts)
    figures = _counting_row(lines, numbered, parts)
    if len(figures) == 1 and 0 in figures and not figures[0].title:
        return figures
    rows = [figures]
    read_spelt = spelt(NUMBER_LANGUAGES)
    in_words = [line for line in lines if line[0] in parts or read_spelt(line[1])]
    if len(in_words) > len(parts) + 1:
        for language in NUMBER_LANGUAGES:
            rows.append(_counting_row(in_words, spelt((language,)), parts))
    for same in _with_the_same_word(lines, parts):
        rows.append(_counting_row(same, with_a_word, parts))
    for row in rows:
        if len(row) > 1 and have_chapters_below(paragraphs, row):
            return row
    return {}


def _with_the_same_word(lines: list[Line], parts: set[int]) -> list[list[Line]]:
    """The lines that begin with the same word and a number after it, and the parts among them."""
    same: dict[str, list[Line]] = {}
    for i, words in lines:
        match = _WITH_A_WORD.fullmatch(words)
        if match and i not in parts:
            same.setdefault(plain_letters(match["word"]), []).append((i, words))
    return [found for found in same.values() if len(found) > 1]


def find_arc_headings(paragraphs: list[Paragraph], lines: list[Line]) -> dict[int, Heading]:
    """Headings such as `Gestation 1.1`, `Gestation 1.2`, whose numbers only rise."""
    found: dict[int, Heading] = {}
    last = (0, 0)
    for i, words in lines:
        match = _ARC.fullmatch(words)
        if match is None:
            continue
        title = match["title"] or ""
        minor = int(match["minor"]) if match["minor"].isdigit() else last[1]
        place = int(match["major"]), minor
        follows = place[0] == last[0] or place[0] == last[0] + 1
        if follows and place >= last and (not title or looks_like_a_title(title)):
            found[i] = Heading("title", None, words, words)
            last = place
    return found if len(found) > 1 and have_chapters_below(paragraphs, found) else {}


def have_chapters_below(paragraphs: list[Paragraph], found: Iterable[int]) -> bool:
    """Whether there is a chapter's worth of words after each heading."""
    lengths = words_below(paragraphs, found)
    enough = _SHORTEST_CHAPTER * len(lengths)
    return min(lengths) >= _SHORTEST_CHAPTER / 5 and sum(lengths) >= enough


def words_below(paragraphs: list[Paragraph], found: Iterable[int]) -> list[int]:
    """The number of words after each heading, before the next."""
    lengths = []
    for start, end in pairwise([*sorted(found), len(paragraphs)]):
        words = 0
        for paragraph in paragraphs[start + 1 : end]:
            words += _words_in(paragraph.text)
        lengths.append(words)
    return lengths


def _words_in(text: str) -> int:
    """Words, where a script has no spaces two characters for one."""
    words = text.split()
    return max(len(words), sum(map(len, words)) // 20)


def _counting_row(lines: list[Line], read: Read, parts: set[int]) -> dict[int, Heading]:
    """The lines that count up from nought or one."""
    found: dict[int, Heading] = {}
    expected: int | None = None
    begins = True
    for i, words in lines:
        if i in parts:
            begins = True
            continue
        heading = read(words)
        if heading is None or heading.number is None:
            continue
        if heading.title and not looks_like_a_title(heading.title):
            continue
        if heading.number == expected or (begins and heading.number in (0, 1)):
            found[i] = heading
            expected, begins = heading.number + 1, False
    return found


def numbered(words: str) -> Heading | None:
    """`3`, `III. Low Water`, `三`."""
    match = _NUMBERED.fullmatch(words)
    if match is None:
        return None
    digits = match["number"]
    number = roman_value(digits.lower()) if digits.isascii() and digits.isalpha() else None
    number = east_asian_value(digits) if number is None else number
    if number is None:
        return None
    return Heading("numbered", number, match["title"].strip(), words)


def spelt(languages: tuple[str, ...]) -> Read:
    """What reads `Three`, `Trois: La Mer` in some languages: a book counts in one."""

    def read(words: str) -> Heading | None:
        if words[:1].isdigit():
            return None
        number, end = read_number_at(plain_letters(words), 0, languages)
        rest = _TITLE.fullmatch(words, end)
        return Heading("numbered", number, rest["title"], words) if number and rest else None

    return read


def with_a_word(words: str) -> Heading | None:
    """`Stave Three`, `Letter 3: To Una`: the word belongs to the title."""
    match = _WITH_A_WORD.fullmatch(words)
    if match is None:
        return None
    at = match.start("rest") + len(match["rest"]) - len(match["rest"].lstrip())
    number, end = read_number_at(plain_letters(words), at)
    rest = _TITLE.fullmatch(words, end)
    return Heading("title", number, rest["title"], words) if number and rest else None
