"""A quotation above a chapter, with whose words they are below it."""

from __future__ import annotations

import re
from dataclasses import replace

from reader.text.manuscripts.paragraphs import Paragraph

_QUOTED = re.compile(r"\s*[*_]*[\"“„«‘'「『]|\s*[*_]\w")
_SAID_BY = re.compile(r"[\s*_]*[-–—―~]+\s*(?P<name>[^\W\d_].{0,70})")
_MOST_LINES = 12


def set_epigraph(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """The paragraphs, the first of them a quotation if it is an epigraph: its words begin with a
    quotation mark, and below them stands, after a dash, who said them."""
    if not paragraphs:
        return paragraphs
    first, *rest = paragraphs
    if is_epigraph(first):
        return [replace(first, form="quote"), *rest]
    if not rest:
        return paragraphs
    both = replace(first, lines=[*first.lines, *rest[0].lines])
    if is_epigraph(both):
        return [replace(both, form="quote"), *rest[1:]]
    return paragraphs


def is_epigraph(paragraph: Paragraph) -> bool:
    """Whether a paragraph is a quotation with its source on its last line."""
    *words, last = paragraph.lines
    if not words or len(words) > _MOST_LINES or not _QUOTED.match(words[0]):
        return False
    said_by = _SAID_BY.fullmatch(last)
    if said_by is None:
        return False
    return not said_by["name"].rstrip("*_ ").endswith(("!", "?", ",", "”", '"'))
