"""The quotation marks of the languages that we know of."""

from __future__ import annotations

from typing import NamedTuple


class QuotationMarks(NamedTuple):
    """What stands around speech, around speech in speech, and for a dash between spaces."""

    double: tuple[str, str] = ("“", "”")
    single: tuple[str, str] = ("‘", "’")
    dash: str = "–"
    drops_beginnings: bool = False
    """Whether words are written without how they begin, after an apostrophe: 'tis."""


THIN = "\N{NARROW NO-BREAK SPACE}"
ENGLISH = QuotationMarks(drops_beginnings=True)
_GERMAN = QuotationMarks(("„", "“"), ("‚", "‘"))
_POLISH = QuotationMarks(("„", "”"), ("«", "»"))
_CROATIAN = QuotationMarks(("„", "”"), ("‘", "’"))
_SWEDISH = QuotationMarks(("”", "”"), ("’", "’"))
_FRENCH = QuotationMarks((f"«{THIN}", f"{THIN}»"), ("“", "”"))
_RUSSIAN = QuotationMarks(("«", "»"), ("„", "“"), "—")
_NORWEGIAN = QuotationMarks(("«", "»"), ("‘", "’"))
_GREEK = QuotationMarks(("«", "»"), ("“", "”"))
_DANISH = QuotationMarks(("»", "«"), ("›", "‹"))
_LANGUAGES = (
    ("af ca cy en eo es ga gd id it la ms nl pt tl tr", ENGLISH),
    ("bg cs de et is lt mk sk sl", _GERMAN),
    ("hu pl ro", _POLISH),
    ("bs hr sr", _CROATIAN),
    ("fi sv", _SWEDISH),
    ("fr", _FRENCH),
    ("be ru uk", _RUSSIAN),
    ("nb nn no", _NORWEGIAN),
    ("el", _GREEK),
    ("da", _DANISH),
)
_OF = {language: marks for languages, marks in _LANGUAGES for language in languages.split()}


def marks_of(language: str) -> QuotationMarks | None:
    """Those of a language, by its tag; None where we do not know them."""
    return _OF.get(language.lower().split("-")[0])
