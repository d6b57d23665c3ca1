"""Leave out of two texts the pieces that stand in both, before their words are compared.

An author who revises a chapter leaves most paragraphs and sentences as they are. Those that occur
once in either text and keep their order anchor the others (the idea of patience diff, a paragraph
or a sentence a line); of a stretch of them only the first and the last stay, as what stands around
a change.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from reader.text.anchoring.chaining import Run, heaviest
from reader.text.anchoring.pieces import Pieces
from reader.text.anchoring.spans import Span

PARAGRAPHS = ("\n\n",)
# What pieces of a text end with: most of them, for each of these costs a look at all of it.
SENTENCES = (". ", "? ", "! ", "\n\n", "。")
# Leaving out less than this part of the old text does not pay.
_LEAST_PART = 0.1


class Trimmed:
    """Two texts without most of what they have in common. All offsets are code points."""

    def __init__(self, old: str, new: str, spans: Sequence[Span], ends: Sequence[str]):
        """Leave out pieces that end with one of `ends`, but none that one of the `spans` of the
        old text shares with another piece."""
        self._old, self._new = Pieces(old, ends), Pieces(new, ends)
        kept = self._old.shared_by(spans)
        self._shifts: dict[int, int] = {}
        left_out = 0
        for run in _common(self._old.texts, self._new.texts):
            for at in range(1, run.length - 1):
                number = run.old + at
                if number not in kept:
                    self._shifts[number] = self._new.starts[run.new + at] - self._old.starts[number]
                    self._old.left[number] = self._new.left[run.new + at] = 0
                    left_out += len(self._old.texts[number])
        self.is_worth_it = left_out > _LEAST_PART * len(old)
        self.old, self.new = self._old.joined(), self._new.joined()

    def same(self, span: Span) -> Span | None:
        """Where a span of the old text stands in the new one, if it is in a piece that was
        left out; else None."""
        start, end = span
        shift = self._shifts.get(self._old.number_at(start))
        return None if shift is None else (start + shift, end + shift)

    def shortened(self, span: Span) -> Span:
        """Where a span of the old text, in pieces that were kept, stands in what is left."""
        return self._old.shortened(span)

    def restored(self, span: Span) -> Span | None:
        """Where a span of what is left of the new text stands in all of it; None if something
        that was left out is in between."""
        return self._new.restored(span)


def _common(old: list[str], new: list[str]) -> list[Run]:
    """The stretches of pieces that stand in both texts in the same order."""
    old_counts, new_counts = Counter(old), Counter(new)
    place = dict(zip(new, range(len(new)), strict=True))
    runs = []
    for number, text in enumerate(old):
        if new_counts.get(text) == 1 and old_counts[text] == 1:
            runs.append(Run(number, place[text], 1))
    if not runs:
        return []
    lengths = [len(old[run.old]) for run in runs]
    return _joined(heaviest(runs, lengths), old, new)


def _joined(anchors: list[Run], old: list[str], new: list[str]) -> list[Run]:
    """Join anchors between which the same stands in both texts. Where it doesn't, nobody can say
    of a piece that occurs twice which one was left."""
    runs = [Run(0, 0, 0)]
    for anchor in [*anchors, Run(len(old), len(new), 0)]:
        last = runs[-1]
        old_end, new_end = last.old + last.length, last.new + last.length
        if old[old_end : anchor.old] == new[new_end : anchor.new]:
            runs[-1] = Run(last.old, last.new, anchor.old + anchor.length - last.old)
        else:
            runs.append(anchor)
    return runs
