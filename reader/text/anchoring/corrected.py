"""Whether a later text says what somebody suggested for words of an earlier one."""

from __future__ import annotations

from reader.text.anchoring.passages import carry
from reader.text.anchoring.spans import Span

NEIGHBOURS = (2, 1)
"""Words on either side by which a suggestion is told from the same words elsewhere. Where the
author changed those next but one, too, the nearest do."""


def is_corrected(old: str, span: Span, suggestion: str, new: str) -> bool:
    """Whether the suggestion stands, in the text `new`, where the words at `span` of `old` stood:
    in their paragraph, among their neighbours, where it didn't before. Offsets are code points."""
    before = _paragraph(old, span)
    (place,) = carry([before], old, new)
    if place is None or old[slice(*span)] == suggestion:
        return False
    was, now = _plain(old[slice(*before)]), _plain(new[slice(*_paragraph(new, place))])
    left, right = old[before[0] : span[0]], old[span[1] : before[1]]
    for count in NEIGHBOURS:
        wanted = _plain(_last_words(left, count) + suggestion + _first_words(right, count))
        if now.count(wanted) > was.count(wanted):
            return True
    return False


def _paragraph(text: str, span: Span) -> Span:
    """The paragraphs in which a span stands."""
    start, end = text.rfind("\n\n", 0, span[0]), text.find("\n\n", span[1])
    return (start + 2 if start >= 0 else 0, end if end >= 0 else len(text))


def _plain(text: str) -> str:
    """A text's words with a space around each, so that none is found inside of another."""
    return f" {' '.join(text.split())} "


def _last_words(text: str, count: int) -> str:
    """The last words of a text, and whatever stands after them."""
    return " ".join(text.replace("\n", " ").split(" ")[-count - 1 :])


def _first_words(text: str, count: int) -> str:
    """The first words of a text, and whatever stands before them."""
    return " ".join(text.replace("\n", " ").split(" ")[: count + 1])
