"""Describe a marked passage, carry it to a later revision, find it in a foreign text."""

from collections.abc import Sequence
from typing import NamedTuple

from reader.text.anchoring.carrying import Carrier
from reader.text.anchoring.finding import find_moved_quote, find_quote, words_came_back
from reader.text.anchoring.spans import Span
from reader.text.anchoring.trimming import PARAGRAPHS, SENTENCES, Trimmed

__all__ = [
    "CONTEXT",
    "Selector",
    "Span",
    "carry",
    "describe",
    "find_quote",
    "find_moved_quote",
    "words_came_back",
]

# Code points of context kept on either side of a quote.
CONTEXT = 32


class Selector(NamedTuple):
    """A passage in words: its quote and what stands on either side of it."""

    quote: str
    prefix: str
    suffix: str


def describe(text: str, start: int, end: int) -> Selector:
    """The exact quote `text[start:end]` and up to 32 code points either side."""
    _check((start, end), text)
    return Selector(
        text[start:end], text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
    )


def carry(spans: Sequence[Span], old: str, new: str) -> list[Span | None]:
    """Carry spans of `old` to `new`: one `(start, end)`, or None for words gone, per span.

    Offsets are code points, `end` is exclusive. A span stays, from the first of its words that is
    left to the last, if at least half of its characters are left.
    """
    for span in spans:
        _check(span, old)
    if old == new or not spans:
        unchanged: list[Span | None] = list(spans)
        return unchanged
    return _carry(spans, old, new, [PARAGRAPHS, SENTENCES])


def _carry(
    spans: Sequence[Span], old: str, new: str, trimming: Sequence[Sequence[str]]
) -> list[Span | None]:
    """Carry spans without comparing more of the texts than differs. First paragraphs that stand
    in both are left out, then sentences: `trimming` is what pieces of either kind end with."""
    if not trimming:
        carrier = Carrier(old, new, spans)
        return [carrier.carry(start, end) for start, end in spans]
    trimmed = Trimmed(old, new, spans, trimming[0])
    if not trimmed.is_worth_it:
        return _carry(spans, old, new, trimming[1:])
    places: dict[Span, Span | None] = {}
    changed: list[Span] = []
    shortened: list[Span] = []
    for span in spans:
        places[span] = trimmed.same(span)
        if places[span] is None:
            changed.append(span)
            shortened.append(trimmed.shortened(span))
    torn: list[Span] = []
    there = _carry(shortened, trimmed.old, trimmed.new, trimming[1:])
    for span, place in zip(changed, there, strict=True):
        places[span] = trimmed.restored(place) if place else None
        if place and places[span] is None:
            torn.append(span)
    if torn:
        places |= dict(zip(torn, _carry(torn, old, new, ()), strict=True))
    return [places[span] for span in spans]


def _check(span: Span, text: str) -> None:
    start, end = span
    if not 0 <= start <= end <= len(text):
        raise ValueError(f"span {start}–{end} is outside a text of {len(text)} code points")
