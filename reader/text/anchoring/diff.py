"""What changed between two texts, word by word, for people to read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from reader.text.anchoring.alignment import Matching, merged
from reader.text.anchoring.words import Words, cut


class Piece(NamedTuple):
    """A stretch that is the `same` in both texts, `gone` from the old or `new` in the new."""

    kind: str
    text: str

    @property
    def words(self) -> int:
        return len(re.findall(r"\w+", self.text))


def compare(old: str, new: str) -> list[Piece]:
    """The pieces of both texts in order: same and gone make `old`, same and new make `new`."""
    if old == new:
        return [Piece("same", old)] if old else []
    was, now = cut(old), cut(new)
    matching = Matching(was, now)
    i = j = 0
    found: list[Piece] = []
    for run in merged(matching.fill(0, len(was.keys), 0, len(now.keys))):
        found += [_piece("gone", was, i, run.old), _piece("new", now, j, run.new)]
        for step in range(run.length):
            found += _pair(was, run.old + step, now, run.new + step)
        i, j = run.old + run.length, run.new + run.length
    found += [_piece("gone", was, i, None), _piece("new", now, j, None)]
    return list(_joined(found))


def _from(words: Words, i: int) -> int:
    """Where word `i` begins with the white space before it, which is its own."""
    return words.ends[i - 1] if i else 0


def _piece(kind: str, words: Words, first: int, stop: int | None) -> Piece:
    if stop is None:
        return Piece(kind, words.text[_from(words, first) :])
    return Piece(kind, words.text[_from(words, first) : _from(words, stop)])


def _pair(was: Words, i: int, now: Words, j: int) -> Iterator[Piece]:
    """A word of both texts; as gone and new where it is typed in another way."""
    old_space, new_space = (w.text[_from(w, k) : w.starts[k]] for w, k in ((was, i), (now, j)))
    old, new = (w.text[w.starts[k] : w.ends[k]] for w, k in ((was, i), (now, j)))
    if old_space == new_space:
        yield Piece("same", old_space)
    else:
        yield Piece("gone", old_space)
        yield Piece("new", new_space)
    if old == new:
        yield Piece("same", old)
    else:
        yield Piece("gone", old)
        yield Piece("new", new)


def _joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Neighbours of one kind as one piece; what is gone before what is new in its place."""
    pieces = [piece for piece in pieces if piece.text]
    for changed, group in groupby(pieces, key=lambda piece: piece.kind != "same"):
        group = list(group)
        for kind in ("gone", "new") if changed else ("same",):
            text = "".join(piece.text for piece in group if piece.kind == kind)
            if text:
                yield Piece(kind, text)


def paragraphs(pieces: Iterable[Piece]) -> list[list[Piece]]:
    """The pieces of each paragraph; a paragraph ends where it does in either text."""
    found: list[list[Piece]] = [[]]
    for kind, text in pieces:
        first, *others = text.split("\n\n")
        found[-1].append(Piece(kind, first))
        found += [[Piece(kind, other)] for other in others]
    kept = ([piece for piece in paragraph if piece.text] for paragraph in found)
    return [paragraph for paragraph in kept if paragraph]
