"""The front matter of a Markdown file: YAML, a field a line."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import yaml

from reader.text.characters import UNSTORABLE
from reader.text.manuscripts.label_values import read_language, read_rating, read_status
from reader.text.manuscripts.manuscript import ManuscriptError
from reader.text.manuscripts.title_page import TitlePage

FRONT_MATTER = re.compile(r"---[ \t]*\n(?P<yaml>.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL)
_UNSTORABLE = re.compile(f"[{UNSTORABLE}]")
WORDS = ("title", "author", "summary", "series", "source", "published", "updated")
LISTED = ("tags", "fandoms", "relationships", "characters", "warnings")
MEANINGS = {"language": read_language, "rating": read_rating, "status": read_status}


def read_front_matter(source: str, page: TitlePage) -> tuple[bool, str]:
    """Put what the front matter says on the title page; whether typography is to be smart, and
    the word that marks the parts of a file that Gloss wrote."""
    fields = _fields(source)
    smart = fields.pop("smart", False) is True
    mark = _scalar(fields.pop("marks", ""))
    byline = _scalar(fields.pop("byline", ""))
    for key, value in fields.items():
        words = value if mark and isinstance(value, str) else _scalar(value)
        meant = MEANINGS[key](words) if key in MEANINGS and words else ""
        if key in WORDS:
            setattr(page, key, words)
        elif key in LISTED:
            names = value if isinstance(value, list) else words.split(",")
            setattr(page, key, list(filter(None, map(_scalar, names))))
        elif key in MEANINGS and (meant or not words):
            setattr(page, key, meant)
        else:
            page.doubts.append(f"Gloss has no field for “{key}: {words[:60]}”, so it was left out.")
    page.author = byline or page.author
    return smart, mark


def _fields(source: str) -> dict[Any, Any]:
    """The fields of the front matter. Raises ManuscriptError for what is not YAML, or no fields."""
    try:
        fields = yaml.safe_load(source) or {}
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f" in line {mark.line + 2}" if mark else ""
        raise ManuscriptError(
            f"has front matter that is not valid YAML{where}: put quotation marks around values "
            "that contain a colon"
        ) from error
    if not isinstance(fields, dict):
        raise ManuscriptError("has front matter without fields: write them as “title: …”")
    return fields


def _scalar(value: object) -> str:
    """A value of the front matter as words; nothing for what is made of other values."""
    words = str(value).strip() if isinstance(value, str | int | float | date) else ""
    return _UNSTORABLE.sub("", words)
