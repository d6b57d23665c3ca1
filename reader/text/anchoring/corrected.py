"""Whether a later text says what somebody suggested for words of an earlier one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from reader.text.anchoring.passages import carry
from reader.text.anchoring.spans import Span

NEIGHBOURS = (2, 1)
"""Words on either side by which a suggestion is told from the same words elsewhere. Where the
author changed those next but one, too, the nearest do."""


class Suggestion(NamedTuple):
    """What should stand for the words at a span of a text, in code points."""

    span: Span
    words: str


def corrected(suggestions: Sequence[Suggestion], old: str, new: str) -> list[bool]:
    """Of each suggestion for the text `old`, whether `new` says it where those words stood: in
    their paragraph, among their neighbours, where it didn't say so before."""
    paragraphs = [_paragraph(old, one.span) for one in suggestions]
    found = []
    places = carry(paragraphs, old, new)
    for one, before, place in zip(suggestions, paragraphs, places, strict=True):
        found.append(place is not None and _stands(one, old, before, new, place))
    return found


def _stands(one: Suggestion, old: str, before: Span, new: str, place: Span) -> bool:
    """Whether it is said in the paragraph of `new` at a place, which is that at `before` in
    `old`."""
    if old[slice(*one.span)] == one.words:
        return False
    was, now = _plain(old[slice(*before)]), _plain(new[slice(*_paragraph(new, place))])
    left, right = old[before[0] : one.span[0]], old[one.span[1] : before[1]]
    for count in NEIGHBOURS:
        wanted = _plain(_last_words(left, count) + one.words + _first_words(right, count))
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
