"""Lines that may be titles: their words without ornaments, and what speaks for and against."""

from __future__ import annotations

import re
import unicodedata

from reader.text.manuscripts.heading_words import POINT_OF_VIEW
from reader.text.manuscripts.letters import plain_letters

# Characters of the longest line that can be a heading.
LONGEST_HEADING = 100
_ORNAMENTS = " \t\u3000\xa0#*_=~<>•|:–—-"
# What stands between symbols, and belongs to them.
_JOINING = "+･ﾟ｡ \ufe0f\u200d"
_SPACED = re.compile(r"(?:\w\s){3,}\w(?:\s{2,}(?:\w\s)*\w)*[.:]?")
_TAGS = re.compile(r"<rt>[^<>]*</rt>|</?(?:i|em|b|strong|u|s|sup|sub|small|ruby)>")
_BRACKETS = ("[]", "【】", "「」", "『』", "《》", "〈〉", "()", "{}", "（）")
_ENDS_A_SENTENCE = re.compile(r"[.,;”\"'’…。，；、]$")
_SENTENCE = re.compile(r"[.!?,;…。！？，]['\"”’»)]*$")
_VIEW = "|".join(map(re.escape, plain_letters(POINT_OF_VIEW).split("/")))
_POINT_OF_VIEW = re.compile(
    rf"(?:.{{0,40}}[\s'])?(?:{_VIEW})(?:\s*[:-])?(?:\s.{{0,40}})?|[a-z]{{1,4}}pov(?:\s.{{0,20}})?"
)


def plain_words(line: str) -> str:
    """A line without the ornaments around it, and with `L E T T E R S` closed up.

    Nothing for what is too long to be a heading or a title.
    """
    line = line.strip()
    if len(line) > 3 * LONGEST_HEADING:
        return ""
    if "<" in line:
        line = _TAGS.sub("", line)
    line = _without_brackets(line)
    if was_spaced(line):
        words = []
        for letters in re.split(r"\s{2,}", line) if "  " in line else [line]:
            words.append("".join(letters.split()))
        line = " ".join(words)
        line = re.sub(r"^(chapter|part|book|act)(?=\w)", r"\1 ", line, flags=re.IGNORECASE)
    return " ".join(line.split())


def was_spaced(line: str) -> bool:
    """Whether a line is written `L I K E  T H I S`."""
    return bool(_SPACED.fullmatch(line))


def without_ornaments(line: str) -> str:
    """A line without the signs that people put around a heading."""
    return line.strip(_ORNAMENTS).lstrip(_ORNAMENTS + ".")


def _without_brackets(line: str) -> str:
    line = without_ornaments(line)
    inner = _between_symbols(line)
    if inner != line:
        line = without_ornaments(inner)
    for pair in _BRACKETS:
        if line[:1] == pair[0] and line[-1:] == pair[1] and pair[0] not in line[1:]:
            return without_ornaments(line[1:-1])
    return line


def _between_symbols(line: str) -> str:
    """What stands between symbols of any kind, if they are on both sides of it."""
    first, last = 0, len(line)
    while first < last and _is_symbol(line[first]):
        first += 1
    while last > first and _is_symbol(line[last - 1]):
        last -= 1
    return line[first:last] if first and last < len(line) else line


def _is_symbol(character: str) -> bool:
    if character in _JOINING:
        return True
    return not character.isalnum() and unicodedata.category(character) in ("So", "Sk", "Sm")


def is_point_of_view(line: str) -> bool:
    """Whether a line only says through whose eyes one looks: `EPOV`, `Bella's POV`."""
    words = plain_words(line)
    words = plain_letters(words).strip("()[]* :").replace("p.o.v.", "p.o.v")
    if not words or len(words) > 60 or len(words.split()) > 7 or words.endswith((".", "!", "?")):
        return False
    return bool(_POINT_OF_VIEW.fullmatch(words))


def looks_like_a_title(words: str) -> bool:
    """Whether words after a number are a title: no small letter first, no sentence's end."""
    return (
        len(words) <= 60
        and not _ENDS_A_SENTENCE.search(words)
        and not words[0].islower()
        and '"' not in words
    )


def is_title_case(words: str) -> bool:
    """Whether every word of some length in a short line begins with a capital."""
    if len(words) > 60 or _ENDS_A_SENTENCE.search(words) or words[:1] in "\"“'‘":
        return False
    return words[:1].isupper() and _has_capitals(words)


def _has_capitals(words: str) -> bool:
    for word in re.findall(r"[^\W\d_][\w'’]*", words):
        if len(word) > 3 and not word[0].isupper():
            return False
    return True


def is_prose(words: str, *, after_colon: bool) -> bool:
    """Whether words after a chapter's number may as well go on with a sentence."""
    if not _SENTENCE.search(words) and '"' not in words and "“" not in words:
        return False
    number = len(words.split())
    if after_colon:
        return number > 8 and not words.endswith(("!", "?"))
    return number > 3 and not _has_capitals(words)
