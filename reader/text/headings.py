"""Which paragraphs of a plain text are chapter headings, in the forms that people use."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from reader.text.paragraphs import Paragraph
from reader.text.scene_breaks import is_scene_break

_UNITS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_NUMBERS = {word: i for words in (_UNITS, _ORDINALS) for i, word in enumerate(words, 1)}
_NUMBERS |= {word: 10 * i for i, word in enumerate(_TENS, 2)}
_NUMBERS |= {
    f"{ten} {unit}": _NUMBERS[ten] + _NUMBERS[unit] for ten in _TENS for unit in _UNITS[:9]
}
_ROMAN = re.compile(r"(?=[ivxlc])(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})", re.IGNORECASE)
_WORDS = "|".join(re.sub(" ", r"[\\s-]+", word) for word in sorted(_NUMBERS, key=len, reverse=True))
_NUMBER = rf"(?P<number>\d{{1,4}}|{_WORDS}|[ivxlc]{{1,7}})(?![\w'’])"
_BETWEEN = r"(?:\s*[:.|~]+\s*|\s*[-–—]+\s*)"

_CHAPTER = re.compile(
    rf"(?:the\s+)?(?P<part>chapter|chap|ch|part|book|act|volume|episode)\b\.?\s*\#?\s*{_NUMBER}"
    rf"(?:{_BETWEEN}(?P<title>.*)|\s+(?P<bare>.+))?",
    re.IGNORECASE | re.DOTALL,
)
_NAMED = re.compile(
    r"(?P<name>prologue|epilogue|introduction|interlude|foreword|preface|intermission|prelude"
    rf"|postlude|coda|finale)(?:\s+{_NUMBER})?(?:{_BETWEEN}(?P<title>.*))?",
    re.IGNORECASE | re.DOTALL,
)
_NUMBERED = re.compile(
    r"(?P<number>\d{1,3}|[IVXLC]{1,7})(?:\s*[.:)]\s*|\s+[-–—]+\s+|\s+|$)(?P<title>.*)"
)
_DECORATION = re.compile(r"^[\s#*_=~<>•|.:–—-]+|[\s#*_=~<>•|:–—-]+$")
_SPACED = re.compile(r"(?:\w\s){3,}\w(?:\s{2,}(?:\w\s)*\w)*[.:]?")
_ENDS_A_SENTENCE = re.compile(r"[.,;”\"'’…]$")
_LONGEST = 100
_SHORTEST_CHAPTER = 100
"""Words that must follow before a bare number or a bold line is taken for a heading."""


class Heading(NamedTuple):
    """What a line is as a heading: its form, its number if it has one, its own title, its words
    as written, and the key by which an archive knows the chapter. The form is `chapter`, `part`,
    `named`, `numbered` or `title`."""

    form: str
    number: int | None
    title: str
    words: str
    key: str = ""

    def title_at(self, position: int) -> str:
        """What to call the chapter when it stands at `position`: numbers are not repeated."""
        if self.form in ("chapter", "numbered") and self.number == position:
            return self.title
        return self.words


def plain_words(line: str) -> str:
    """A line without the ornaments around it, and with `L E T T E R S` closed up.

    Nothing for what is too long to be a heading or a title.
    """
    line = line.strip()
    if len(line) > 3 * _LONGEST:
        return ""
    line = _DECORATION.sub("", line)
    if _SPACED.fullmatch(line):
        words = re.split(r"\s{2,}", line) if "  " in line else [line]
        line = " ".join(re.sub(r"\s", "", word) for word in words)
        line = re.sub(r"^(chapter|part|book|act)(?=\w)", r"\1 ", line, flags=re.IGNORECASE)
    return " ".join(line.split())


def read_heading(line: str) -> Heading | None:
    """The heading that a line is by its words alone: `Chapter 3: Low Water`, `EPILOGUE`."""
    words = plain_words(line)
    if not words or len(words) > _LONGEST:
        return None
    if match := _CHAPTER.fullmatch(words):
        number = _value(match["number"])
        bare = (match["bare"] or "").strip()
        if number is None or (bare and not _looks_like_a_title(bare)):
            return None
        part = match["part"].lower() not in ("chapter", "chap", "ch", "episode")
        title = plain_words(match["title"] or bare)
        return Heading("part" if part else "chapter", number, title, words)
    if match := _NAMED.fullmatch(words):
        return Heading("named", None, plain_words(match["title"] or ""), words)
    return None


def read_number(line: str) -> Heading | None:
    """The heading that a line is if it is known to be one: `III`, `3. Low Water`, `II: Rain`."""
    words = plain_words(line)
    match = _NUMBERED.fullmatch(words)
    number = _value(match["number"]) if match else None
    if number is None or not re.match(r"\w+(?:\s*[.:)]|\s+[-–—]|$)", words):
        return None
    return Heading("numbered", number, match["title"].strip(), words)


def find_headings(paragraphs: list[Paragraph]) -> dict[int, Heading]:
    """The chapter headings among the paragraphs of a story, by index.

    Lines that say they are headings are believed. Where there are none, numbers that count up
    are, and then lines set apart by capitals, bold type or a rule, if a chapter's worth of text
    follows each.
    """
    said = {i: h for i, p in _lines(paragraphs) if (h := read_heading(p.lines[0]))}
    if said:
        return said
    return _counting(paragraphs) or _set_apart(paragraphs)


def _lines(paragraphs: list[Paragraph]) -> Iterable[tuple[int, Paragraph]]:
    return ((i, p) for i, p in enumerate(paragraphs) if len(p.lines) == 1 and len(p.text) <= 150)


def _counting(paragraphs: list[Paragraph]) -> dict[int, Heading]:
    """Headings such as `3.`, `III`, `3: Low Water`, `12 Low Water`, if they count up from 1."""
    found: dict[int, Heading] = {}
    expected = None
    for i, paragraph in _lines(paragraphs):
        words = plain_words(paragraph.text)
        match = _NUMBERED.fullmatch(words)
        number = _value(match["number"]) if match else None
        title = match["title"].strip() if match else ""
        if number is None or (title and not _looks_like_a_title(title)):
            continue
        if number in ((0, 1) if expected is None else (expected,)):
            found[i] = Heading("numbered", number, title, words)
            expected = number + 1
    if len(found) == 1 and 0 in found and not found[0].title:
        return found
    return found if len(found) > 1 and _long_enough(paragraphs, found) else {}


def _set_apart(paragraphs: list[Paragraph]) -> dict[int, Heading]:
    """Lines in capitals, in bold, or with a rule under them, if the text begins with one."""
    found = {}
    for i, paragraph in _lines(paragraphs):
        if is_set_apart(paragraphs, i):
            words = plain_words(paragraph.text)
            found[i] = Heading("title", None, words, words)
    begins = bool(found) and min(found) == 0
    return found if len(found) > 1 and begins and _long_enough(paragraphs, found) else {}


def is_set_apart(paragraphs: list[Paragraph], i: int) -> bool:
    """Whether paragraph `i` is a line that looks like a title: bold, capitals, underlined."""
    text = paragraphs[i].text.strip()
    words = plain_words(text)
    if len(paragraphs[i].lines) > 1 or is_scene_break(text) or not 1 < len(words) <= 60:
        return False
    if is_underlined(paragraphs, i):
        return True
    if re.search(r"[\"“”]", words) or re.search(r"[!?.,;:…]$", words):
        return False
    bold = re.fullmatch(r"\*\*[^*]+\*\*|__[^_]+__|<b>[^<]+</b>", text)
    capitals = words.upper() == words != words.lower() and sum(map(str.isalpha, words)) >= 4
    return bool(bold or _SPACED.fullmatch(_DECORATION.sub("", text)) or capitals)


def is_underlined(paragraphs: list[Paragraph], i: int) -> bool:
    """Whether the line below paragraph `i`, with no empty line between, is a rule."""
    below = paragraphs[i + 1] if i + 1 < len(paragraphs) else None
    return bool(below and not below.gap and re.fullmatch(r"[=~-]{3,}", below.text))


def _long_enough(paragraphs: list[Paragraph], found: Iterable[int]) -> bool:
    """Whether there is a chapter's worth of words after each heading."""
    lengths = [
        sum(len(paragraph.text.split()) for paragraph in paragraphs[start + 1 : end])
        for start, end in pairwise([*sorted(found), len(paragraphs)])
    ]
    return min(lengths) >= _SHORTEST_CHAPTER / 5 and sum(lengths) >= _SHORTEST_CHAPTER * len(
        lengths
    )


def _looks_like_a_title(words: str) -> bool:
    """Whether words after a number are a title: a capital first, no sentence's end."""
    return (
        len(words) <= 60
        and not _ENDS_A_SENTENCE.search(words)
        and (words[0].isupper() or not words[0].isalpha())
        and '"' not in words
    )


def is_title_case(words: str) -> bool:
    """Whether every word of some length in a short line begins with a capital."""
    if len(words) > 60 or _ENDS_A_SENTENCE.search(words) or words[:1] in "\"“'‘":
        return False
    longer = [word for word in re.findall(r"[^\W\d_][\w'’]*", words) if len(word) > 3]
    return words[:1].isupper() and all(word[0].isupper() for word in longer)


def _value(number: str) -> int | None:
    """The value of a number in digits, words or Roman numerals."""
    word = re.sub(r"[\s-]+", " ", number.lower())
    if word.isdigit():
        return int(word)
    if word in _NUMBERS:
        return _NUMBERS[word]
    if not _ROMAN.fullmatch(word):
        return None
    values = [{"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}[letter] for letter in word]
    return sum(-a if a < b else a for a, b in pairwise([*values, 0]))
