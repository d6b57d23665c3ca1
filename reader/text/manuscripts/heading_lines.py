"""What a line says it is as a heading, by its words alone, in the languages of heading_words.py."""

from __future__ import annotations

import re
from functools import lru_cache

from reader.text.manuscripts.east_asian_numerals import EAST_ASIAN_DIGITS, east_asian_value
from reader.text.manuscripts.heading import Heading
from reader.text.manuscripts.heading_words import (
    CHAPTERS,
    EAST_ASIAN_CHAPTERS,
    EAST_ASIAN_PARTS,
    NAMED,
    PARTS,
)
from reader.text.manuscripts.letters import plain_letters
from reader.text.manuscripts.numerals import read_number_at, read_ordinal
from reader.text.manuscripts.titles import (
    LONGEST_HEADING,
    is_prose,
    is_title_case,
    looks_like_a_title,
    plain_words,
)


def _units() -> dict[str, tuple[str, tuple[str, ...]]]:
    """Form and languages of each word that a number follows."""
    units: dict[str, tuple[str, tuple[str, ...]]] = {}
    for form, table in (("part", PARTS), ("chapter", CHAPTERS)):
        for language, words in table.items():
            for word in map(plain_letters, words.split("/")):
                languages = units.get(word, ("", ()))[1]
                units[word] = form, tuple(dict.fromkeys([*languages, language]))
    return units


def _any_of(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_UNITS = _units()
_UNIT = rf"(?P<unit>{_any_of(list(_UNITS))})(?![^\W\d_])"
_UNIT_FIRST = re.compile(rf"(?:the\s+)?{_UNIT}\.?\s*[:#№-]?\s*(?:n[ro]?[.°º]\s*)?(?:the\s+)?")
_NUMBER_FIRST = re.compile(rf"(?:the\s+)?(?P<number>[^\s.]{{1,20}}\.?)\s*{_UNIT}")
_NAMES = [plain_letters(name) for names in NAMED.values() for name in names.split("/")]
_NAME = re.compile(
    rf"(?:the\s+)?(?P<name>{_any_of(_NAMES)})(?![^\W\d_一-鿿])\s*(?:[{EAST_ASIAN_DIGITS}]{{1,4}}(?!\w))?"
)
_EAST_ASIAN = re.compile(
    rf"(?P<ordinal>[第제]\s*)?(?P<number>[\d{EAST_ASIAN_DIGITS}]{{1,9}})\s*"
    rf"(?:(?P<chapter>[{EAST_ASIAN_CHAPTERS}])|(?P<part>[{EAST_ASIAN_PARTS}]))(?P<rest>.*)",
    re.DOTALL,
)
_REST = re.compile(
    r"(?P<of>\s*\(?(?:/|of\b|von\b|из\b|sur\b)\s*(?:\d{1,4}|\?+|x+)\)?)?"
    r"(?P<fraction>[.,-]\d{1,3}[a-z]?(?!\w)|\.x+(?!\w))?"
    r"(?P<gap>\s*[:.|~)：．、・]+\s*|\s*[-–—―]+\s*|,?\s+|(?=[(（\[「『【《〈])|$)(?P<title>.*)",
    re.DOTALL | re.IGNORECASE,
)
_COLON_OR_DASH = re.compile("[:：–—|~-]")
_OF = re.compile(r"\(?\d{1,3}/(?:\d{1,3}|\?+)\)?")
_AGAIN = re.compile(r"\d{1,3}\s*[.:)]\s+(?P<heading>\D.*)", re.DOTALL)


def read_line(line: str) -> Heading | None:
    """The heading that a line may be by its words alone; it says whether that is sure."""
    words = plain_words(line)
    return _read(words) if words and len(words) <= LONGEST_HEADING else None


@lru_cache(maxsize=8192)
def _read(words: str) -> Heading | None:
    text = plain_letters(words)
    return (
        _unit_first(words, text)
        or _again(words)
        or _number_first(words, text)
        or _east_asian(words, text)
        or _named(words, text)
    )


def _unit_first(words: str, text: str) -> Heading | None:
    """`Chapter 3: Low Water`, `Глава первая`, `BOOK THE SECOND`."""
    unit = _UNIT_FIRST.match(text)
    if unit is None:
        return None
    form, languages = _UNITS[unit["unit"]]
    number, end = read_number_at(text, unit.end(), languages)
    return None if number is None else _with_title(form, number, words, end)


def _number_first(words: str, text: str) -> Heading | None:
    """`1. Kapitel`, `Erstes Kapitel`, `2nd Chapter`, `1 глава`."""
    match = _NUMBER_FIRST.match(text)
    if match is None:
        return None
    form, languages = _UNITS[match["unit"]]
    number = read_ordinal(match["number"], languages)
    return None if number is None else _with_title(form, number, words, match.end())


def _with_title(form: str, number: int, words: str, end: int) -> Heading | None:
    """The heading whose number ends at `end`, if what follows can be a title."""
    rest = _REST.fullmatch(words, end)
    if rest is None:
        return None
    title = plain_words(rest["title"])
    if rest["fraction"]:
        return Heading(form, None, "", words)
    if _OF.fullmatch(title):
        return Heading(form, number, "", words)
    inner = read_line(title) if title else None
    if form == "part" and inner and inner.form == "chapter" and inner.number:
        return Heading("chapter", None, "", words, sure=inner.sure)
    if rest["gap"].startswith(","):
        return None
    if form == "chapter" and inner and inner[:2] == (form, number):
        return Heading(form, number, inner.title, words, sure=inner.sure)
    if rest["title"] and not rest["gap"].strip() and not looks_like_a_title(title or " "):
        short = bool(title) and title[0].islower() and len(title.split()) <= 6
        sure = not short
        if not short or not looks_like_a_title(title.capitalize()):
            return None
        return Heading(form, number, title, words, sure=sure)
    after_colon = bool(_COLON_OR_DASH.search(rest["gap"]))
    return Heading(form, number, title, words, sure=not is_prose(title, after_colon=after_colon))


def _east_asian(words: str, text: str) -> Heading | None:
    """`第一章 低水`, `第1話`, `제1화`, `12화`."""
    match = _EAST_ASIAN.fullmatch(text)
    number = east_asian_value(match["number"]) if match else None
    if match is None or number is None:
        return None
    form = "chapter" if match["chapter"] else "part"
    end = match.start("rest")
    rest = _REST.fullmatch(words, end)
    if not match["ordinal"] and (form == "part" or (rest is None and words[end:])):
        return None
    if rest is None:  # a title without a gap, or a sentence
        title = words[end:]
        plausible = len(title) <= 20 and not re.search(r"[。！？]", title)
        return Heading(form, number, title, words, sure=False) if plausible else None
    title = plain_words(rest["title"])
    inner = read_line(title) if title and form == "part" else None
    if inner and inner.form == "chapter":
        return Heading("chapter", None, "", words)
    sentence = title.endswith(("。", "，")) or len(title) > 40
    return Heading(form, number, title, words, sure=not sentence)


def _named(words: str, text: str) -> Heading | None:
    """`Prologue`, `EPILOG`, `Interlude: Danny`, `番外 一`."""
    match = _NAME.match(text)
    if match is None:
        return None
    number, end = read_number_at(text, match.end(), ("en",))
    rest = _REST.fullmatch(words, end if number is not None else len(words[: match.end()].rstrip()))
    if rest is None or rest["gap"].startswith(","):
        return None
    title = plain_words(rest["title"])
    if rest["title"] and not rest["gap"].strip() and not _goes_on_as_title(title):
        return None
    return Heading("named", None, title, words, sure=not is_prose(title, after_colon=False))


def _goes_on_as_title(title: str) -> bool:
    if not title:
        return False
    cased = title[0].upper() != title[0].lower()
    return is_title_case(title) and len(title) < 40 if cased else looks_like_a_title(title)


def _again(words: str) -> Heading | None:
    """`1. Chapter 1`, as a site lists the chapters that their authors have numbered too."""
    match = _AGAIN.fullmatch(words)
    inner = read_line(match["heading"]) if match else None
    return inner if inner and inner.form != "part" else None
