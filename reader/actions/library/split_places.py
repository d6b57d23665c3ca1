"""Where passages stand once a chapter is split."""

from __future__ import annotations

from collections.abc import Sequence

from reader.actions.revising.story_snapshot import PassageRow
from reader.models.library.revision import Revision
from reader.text.anchoring.passages import Span, carry
from reader.text.rendering.block import BLOCK_GAP

Places = dict[int, Span]
"""Where passages stand, by their keys."""


def split_places(
    passages: Sequence[PassageRow], old: Revision, cut: int, head: Revision, tail: Revision
) -> tuple[Places, Places]:
    """Where passages of `old`, split at the code point `cut`, stand in the first part and in the
    second: each in the one that has more of it. Those in footnotes go where their footnote does;
    one whose footnote can't be found there is in neither."""
    notes = _start_of_footnotes(old)
    in_text = [passage for passage in passages if passage.start < notes]
    noted = [passage for passage in passages if passage.start >= notes]
    end = len(old.text) if notes == len(old.text) else notes - len(BLOCK_GAP)
    before, after = _parted(_spans(in_text, 0, end), cut)
    first, second = _start_of_footnotes(head), _start_of_footnotes(tail)
    both = f"{head.text[first:]}{BLOCK_GAP}{tail.text[second:]}"
    spans = _spans(noted, notes, len(old.text))
    there = dict(zip(spans, carry(list(spans.values()), old.text[notes:], both), strict=True))
    found = {key: place for key, place in there.items() if place}
    noted_before, noted_after = _parted(found, len(head.text) - first + len(BLOCK_GAP))
    return before | _shifted(noted_before, first), after | _shifted(noted_after, second)


def _start_of_footnotes(revision: Revision) -> int:
    """The code point at which the footnotes begin that a text ends with, or at which it ends."""
    for _, start, _, kind in revision.blocks[-1:]:
        if kind == "footnotes":
            return start
    return len(revision.text)


def _spans(passages: Sequence[PassageRow], start: int, end: int) -> Places:
    """Where passages stand in what there is from `start` to `end`."""
    spans = {}
    for passage in passages:
        spans[passage.pk] = passage.start - start, min(passage.end, end) - start
    return spans


def _parted(spans: Places, cut: int) -> tuple[Places, Places]:
    """Those spans of which more stands before the code point `cut`, and the others, each as far as
    it stands there."""
    before, after = {}, {}
    for key, (start, end) in spans.items():
        if end - cut > cut - start:
            after[key] = max(start - cut, 0), end - cut
        else:
            before[key] = start, min(end, cut - len(BLOCK_GAP))
    return before, after


def _shifted(spans: Places, by: int) -> Places:
    return {key: (start + by, end + by) for key, (start, end) in spans.items()}
