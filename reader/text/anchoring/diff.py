"""What changed between two texts, word by word, for people to read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from reader.text.anchoring.alignment import Aligner, merged
from reader.text.anchoring.words import Words, cut_words


class Piece(NamedTuple):
    """A stretch that is the `same` in both texts, `gone` from the old or `new` in the new."""

    kind: str
    text: str

    @property
    def words(self) -> int:
        """How many words are in it."""
        return len(re.findall(r"\w+", self.text))


def diff_texts(old: str, new: str) -> list[Piece]:
    """The pieces of both texts in order: same and gone make `old`, same and new make `new`."""
    if old == new:
        return [Piece("same", old)] if old else []
    was, now = cut_words(old), cut_words(new)
    aligner = Aligner(was, now)
    i = j = 0
    found: list[Piece] = []
    for run in merged(aligner.fill(0, len(was.keys), 0, len(now.keys))):
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
    yield from _replaced(
        was.text[_from(was, i) : was.starts[i]], now.text[_from(now, j) : now.starts[j]]
    )
    yield from _replaced(
        was.text[was.starts[i] : was.ends[i]], now.text[now.starts[j] : now.ends[j]]
    )


def _replaced(old: str, new: str) -> Iterator[Piece]:
    """What stands in the place of something: itself, or what came for it."""
    if old == new:
        yield Piece("same", old)
    else:
        yield Piece("gone", old)
        yield Piece("new", new)


def _joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Neighbours of one kind as one piece; what is gone before what is new in its place."""
    neighbours: list[Piece] = []
    for piece in pieces:
        if not piece.text:
            continue
        if neighbours and (neighbours[0].kind == "same") != (piece.kind == "same"):
            yield from _one_of_each(neighbours)
            neighbours = []
        neighbours.append(piece)
    yield from _one_of_each(neighbours)


def _one_of_each(neighbours: list[Piece]) -> Iterator[Piece]:
    for kind in ("same", "gone", "new"):
        text = "".join([piece.text for piece in neighbours if piece.kind == kind])
        if text:
            yield Piece(kind, text)


def in_paragraphs(pieces: Iterable[Piece]) -> list[list[Piece]]:
    """The pieces of each paragraph; a paragraph ends where it does in either text."""
    found: list[list[Piece]] = [[]]
    for kind, text in pieces:
        for number, part in enumerate(text.split("\n\n")):
            if number:
                found.append([])
            if part:
                found[-1].append(Piece(kind, part))
    return [paragraph for paragraph in found if paragraph]
