"""Numbers as headings have them: digits of any script, Roman, East Asian, and in words."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise

from reader.text.manuscripts.letters import plain_letters
from reader.text.manuscripts.number_words import AND, CARDINALS, GLUED, ORDINALS, TENS

_ROMAN = re.compile(r"(?=[ivxlc])(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})")
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_TOKEN = re.compile(r"[^\W\d_]+(?:'[^\W\d_]*)?")
_GAP = re.compile(r"[\s-]+")
_MOST_WORDS = 4
_AND = set(plain_letters(AND).split())


def _values(names: str, step: int = 1) -> dict[str, int]:
    values: dict[str, int] = {}
    for i, alternatives in enumerate(names.split(), 1):
        for name in alternatives.split("/"):
            values[plain_letters(name)] = i * step
    return values


def _table(language: str) -> dict[str, int]:
    """The numbers of a language that are one word, or words with a hyphen."""
    tens = _values(TENS.get(language, ""), 10)
    units = _values(CARDINALS.get(language, ""))
    glued: dict[str, int] = {}
    if language in GLUED:
        glued = _glued(tens, plain_letters(GLUED[language]), units)
    return tens | glued | units | _values(ORDINALS.get(language, ""))


def _glued(tens: dict[str, int], joint: str, units: dict[str, int]) -> dict[str, int]:
    """Numbers of which the small one comes first, in one word: einundzwanzig."""
    glued: dict[str, int] = {}
    for ten, value in tens.items():
        for unit, below_ten in units.items():
            if value > 10 and below_ten < 10:
                glued[f"{unit}{joint}{ten}"] = value + below_ten
    return glued


_ORDINAL_TABLES = {language: _values(names) for language, names in ORDINALS.items()}
_ORDINAL_DIGITS = re.compile(
    r"(?P<number>\d{1,4})(?P<suffix>\.|-?(?:st|nd|rd|th|[oaº°ª]|er|ere|e|eme|я|и|й|а|ша|га))?"
)
_DIGITS = re.compile(r"\d{1,4}(?!\d)")
_ROMAN_AT = re.compile(r"[ivxlc]{1,7}(?![^\W_])")
_TABLES = {language: _table(language) for language in dict.fromkeys([*CARDINALS, *ORDINALS, *TENS])}

# The languages whose numbers are known.
NUMBER_LANGUAGES = tuple(_TABLES)


@lru_cache(maxsize=4096)
def read_number_at(
    text: str, at: int, languages: tuple[str, ...] = NUMBER_LANGUAGES
) -> tuple[int | None, int]:
    """The value of the number at `at` in a `text` of plain letters, in digits or in the words of
    some languages, and where it ends; None where there is none."""
    digits = _DIGITS.match(text, at)
    if digits:
        return int(digits[0]), digits.end()
    if at < len(text) and not text[at].isalpha() and unicodedata.category(text[at]) in ("Nl", "No"):
        value = unicodedata.numeric(text[at], 0.5)
        return (int(value), at + 1) if value == int(value) else (None, at)
    spelt, end = _spelt(text, at, languages)
    if spelt is not None:
        return spelt, end
    roman = _ROMAN_AT.match(text, at)
    if roman:
        return roman_value(roman[0]), roman.end()
    return None, at


def _spelt(text: str, at: int, languages: tuple[str, ...]) -> tuple[int | None, int]:
    """The longest number in words that stands at `at`, and where it ends."""
    tokens: list[str] = []
    ends: list[int] = []
    place: int | None = at
    while place is not None and len(tokens) < _MOST_WORDS:
        token = _TOKEN.match(text, place)
        if token is None:
            break
        tokens.append(token[0])
        ends.append(token.end())
        gap = _GAP.match(text, token.end())
        place = gap.end() if gap else None
    for count in range(len(tokens), 0, -1):
        for language in languages:
            value = _value_of_words(tokens[:count], _TABLES.get(language, {}))
            if value is not None:
                return value, ends[count - 1]
    return None, at


def read_ordinal(text: str, languages: tuple[str, ...]) -> int | None:
    """The value of plain letters that stand before what they count: `1.`, `2nd`, `erstes`."""
    digits = _ORDINAL_DIGITS.fullmatch(text)
    if digits:
        bare = not digits["suffix"] and languages == ("en",)
        return None if bare else int(digits["number"])
    for language in languages:
        if text in _ORDINAL_TABLES.get(language, {}):
            return _ORDINAL_TABLES[language][text]
    return None


def _value_of_words(tokens: list[str], table: dict[str, int]) -> int | None:
    """The value of one word, or of tens and a number below ten."""
    whole = "-".join(tokens)
    if whole in table:
        return table[whole]
    *above, last = tokens
    without_and = [token for token in above if token not in _AND]
    tens = table.get("-".join(above)) or table.get("-".join(without_and))
    unit = table.get(last)
    if not tens or not unit or tens < 20 or tens % 10:
        return None
    up_to = 20 if tens in (60, 80) else 10  # soixante-douze, quatre-vingt-treize
    return tens + unit if unit < up_to else None


def roman_value(word: str) -> int | None:
    """The value of a Roman numeral in small letters, at most 399 or so; None for other words."""
    if not _ROMAN.fullmatch(word):
        return None
    values = [_ROMAN_VALUES[letter] for letter in word]
    total = 0
    for value, following in pairwise([*values, 0]):
        total += -value if value < following else value
    return total
