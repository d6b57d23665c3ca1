"""Where every word of a text stands in the next revision of it."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise
from operator import sub

from rapidfuzz.distance import Levenshtein

from reader.text.anchoring.alignment import Aligner
from reader.text.anchoring.boundaries import adjust_boundaries
from reader.text.anchoring.chaining import Run
from reader.text.anchoring.changed_words import changed_words
from reader.text.anchoring.moves import Moves
from reader.text.anchoring.words import cut_words

# A rewritten stretch of more words than this is not searched for changed words: in so many
# characters chance finds some.
_LONGEST_REWRITTEN = 12


class WordMap:
    """Where the words of `old` stand in `new`, both plain texts.

    Word `i` of `old` stands, if `chains[i]` is not -1, at `starts[i]:ends[i]` of `new`, and
    `kept[i]` of its characters are left. Words of one chain stayed in order and moved together.
    """

    def __init__(self, old: str, new: str, spans: Sequence[tuple[int, int]]):
        """Cut and align the two texts. Words that changed are sought where `spans` of the old text
        are in them or beside them: what nobody asks for is the most work."""
        self.old, self.new = cut_words(old), cut_words(new)
        self.sizes = list(map(sub, self.old.ends, self.old.starts))
        size = len(self.sizes)
        self.starts, self.ends = [0] * size, [0] * size
        self.kept = [0] * size
        self.chains = [-1] * size
        self._taken = bytearray(len(self.new.keys))
        chains = _chains(Aligner(self.old, self.new))
        for number, runs in enumerate(chains):
            self._place_unchanged(runs, number)
        whole = Run(0, 0, 0), Run(size, len(self.new.keys), 0)
        chains[0] = [whole[0], *chains[0], whole[1]]
        self._asked = self._words_around(spans)
        for number, runs in enumerate(chains):
            for left, right in pairwise(runs):
                self._place_changed(left, right, number)

    def _place_unchanged(self, runs: list[Run], number: int) -> None:
        """Note where the words of a chain stand that are the same in both texts."""
        for old, new, length in runs:
            self.starts[old : old + length] = self.new.starts[new : new + length]
            self.ends[old : old + length] = self.new.ends[new : new + length]
            self.kept[old : old + length] = self.sizes[old : old + length]
            self.chains[old : old + length] = [number] * length
            self._taken[new : new + length] = b"\1" * length

    def _words_around(self, spans: Sequence[tuple[int, int]]) -> bytearray:
        """Mark the old words that are in any of the spans, or next to one."""
        asked = bytearray(len(self.sizes))
        for start, end in spans:
            first = max(0, bisect_right(self.old.ends, start) - 1)
            stop = bisect_left(self.old.starts, end) + 1
            asked[first:stop] = b"\1" * len(asked[first:stop])
        return asked

    def _place_changed(self, left: Run, right: Run, number: int) -> None:
        """Note where the words between two runs stand that were changed, if these are few."""
        a0, a1 = left.old + left.length, right.old
        b0, b1 = left.new + left.length, right.new
        if not (0 < a1 - a0 <= _LONGEST_REWRITTEN and 0 < b1 - b0 <= _LONGEST_REWRITTEN):
            return
        if self._asked.find(1, a0, a1) < 0:
            return
        if self._taken.find(1, b0, b1) >= 0 or max(self.chains[a0:a1]) >= 0:
            return
        old = list(zip(self.old.starts[a0:a1], self.old.ends[a0:a1], strict=True))
        new = list(zip(self.new.starts[b0:b1], self.new.ends[b0:b1], strict=True))
        for word, start, end, kept in changed_words(self.old.text, old, self.new.text, new):
            self.starts[a0 + word], self.ends[a0 + word] = start, end
            self.kept[a0 + word] = kept
            self.chains[a0 + word] = number

    def place(self, word: int, offset: int) -> int:
        """The place in the new text of `offset` in an old word that stands there."""
        start, end = self.starts[word], self.ends[word]
        if offset == 0:
            return start
        if offset == self.sizes[word]:
            return end
        old = self.old.text[self.old.starts[word] : self.old.ends[word]]
        new = self.new.text[start:end]
        if old == new:
            return start + offset
        for op in Levenshtein.opcodes(old, new):
            if op.src_start <= offset <= op.src_end:
                return start + min(op.dest_start + offset - op.src_start, op.dest_end)
        return end


def _chains(aligner: Aligner) -> list[list[Run]]:
    """The chains of matches: first that which keeps the order of the texts, then the moved.

    What obviously moved is set aside first, or the words where it was and where it is would seem
    to be one passage rewritten.
    """
    ordered, crossing = aligner.crossing()
    moves = Moves(aligner)
    moves.take(ordered)
    moved = []
    for chain in moves.find(crossing):
        moved.append(adjust_boundaries(aligner, chain))
    for chain in moved:
        aligner.set_aside(chain)
    backbone = adjust_boundaries(aligner, aligner.backbone(ordered))
    moves.take(backbone)
    for chain in moves.find():
        moved.append(adjust_boundaries(aligner, chain))
    return [backbone, *moved]
