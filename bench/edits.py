"""What authors do to a chapter, with the way of every character known."""

from __future__ import annotations

import random
from typing import NamedTuple

from bench.author import Author


class Piece(NamedTuple):
    """A word, a sign or a space, and the stretch of the old text it comes from, if any.

    `moved` is the same for all pieces that moved together, 0 for those that stayed.
    """

    text: str
    start: int = -1
    length: int = 0
    moved: int = 0


Paragraphs = list[list[Piece]]


def pieces(text: str) -> Paragraphs:
    """Cut a text into paragraphs of words, signs and spaces."""
    paragraphs, at = [], 0
    for paragraph in text.split("\n\n"):
        row, word = [], at
        for index in range(at, at + len(paragraph) + 1):
            inside = index < at + len(paragraph) and (text[index].isalnum() or text[index] == "'")
            if inside:
                continue
            if word < index:
                row.append(Piece(text[word:index], word, index - word))
            if index < at + len(paragraph):
                row.append(Piece(text[index], index, 1))
            word = index + 1
        paragraphs.append(row)
        at += len(paragraph) + 2
    return paragraphs


def edit_words(author: Author, paragraphs: Paragraphs, part: float) -> Paragraphs:
    """Replace, remove, add and misspell words, as many as `part` of all."""
    chance = author.random
    edited = []
    for row in paragraphs:
        new: list[Piece] = []
        for piece in row:
            if not piece.text[0].isalnum() or chance.random() >= part:
                new.append(piece)
                continue
            kind = chance.random()
            if kind < 0.4:
                new.append(Piece(author.words(1)[0]))
            elif kind < 0.6 and new and new[-1].text == " ":
                new.pop()
            elif kind < 0.8:
                new += [piece, Piece(" "), Piece(author.words(1)[0])]
            else:
                new.append(piece._replace(text=misspelt(chance, piece.text)))
        edited.append(new)
    return edited


def misspelt(chance: random.Random, word: str) -> str:
    """Give a word with one letter doubled, dropped or swapped with the next."""
    at = chance.randrange(len(word))
    if len(word) < 4:
        return word + "e"
    return chance.choice(
        [
            word[:at] + word[at] + word[at:],
            word[:at] + word[at + 1 :],
            word[:at] + word[at + 1 : at + 2] + word[at] + word[at + 2 :],
        ]
    )


def move_and_delete(author: Author, paragraphs: Paragraphs) -> Paragraphs:
    """Take away one paragraph in twenty, and put one in thirty in another place."""
    chance = author.random
    left = [row for row in paragraphs if chance.random() > 0.05]
    staying, carried = [], []
    for row in left:
        if chance.random() < 1 / 30:
            carried.append(row)
        else:
            staying.append(row)
    left = staying
    for number, row in enumerate(carried, 1):
        row = [piece._replace(moved=number) for piece in row]
        left.insert(chance.randrange(len(left) + 1), row)
    return left


def editor(author: Author, paragraphs: Paragraphs) -> Paragraphs:
    """Edit as authors do between the first and the last version of a serial."""
    chance = author.random
    renamed = dict(zip(author.names[:3], ["Ottoline", "Bram", "Vasquez"], strict=True))
    curl = chance.random() < 0.5
    edited: Paragraphs = []
    for row in paragraphs:
        fate = chance.random()
        if fate < 0.03:
            continue
        if fate < 0.05:
            edited.append([Piece(author.paragraph())])
            continue
        if chance.random() < 0.04:
            edited.append(added(author))
        if chance.random() < 0.003:
            edited += [added(author) for _ in range(chance.randint(10, 60))]
        edited.append(rewritten(author, row, renamed, curl))
        if edited[-1] and len(edited) > 1 and chance.random() < 0.02:
            edited[-2:] = [[*edited[-2], Piece(" "), *edited[-1]]]
    return [row for row in edited if row]


def added(author: Author) -> list[Piece]:
    """Give a new paragraph."""
    return [Piece(author.paragraph())]


def rewritten(author: Author, row: list[Piece], renamed: dict[str, str], curl: bool) -> list[Piece]:
    """Edit one paragraph: its signs throughout, a name, words, clauses, whole sentences."""
    chance = author.random
    rate = chance.choice([0, 0, 0, 0.02, 0.05, 0.15])
    new: list[Piece] = []
    skipping = False
    index = 0
    while index < len(row):
        piece = row[index]
        following = "".join(p.text for p in row[index : index + 3])
        index += 1
        if skipping:
            skipping = piece.text not in ".?!"
        elif piece.text in renamed:
            new.append(Piece(renamed[piece.text]))
        elif following == "...":
            new.append(Piece("…", piece.start, 3))
            index += 2
        elif following == " – ":
            new.append(Piece("—", piece.start, 3))
            index += 2
        elif piece.text in "“”" and curl:
            new.append(piece._replace(text='"'))
        elif piece.text in ".?!" and chance.random() < 0.05:
            sentences = " ".join(author.sentence() for _ in range(chance.randint(1, 3)))
            new += [piece, Piece(" " + sentences)]
            skipping = index < len(row) and chance.random() < 0.2
        elif piece.text == "," and chance.random() < rate:
            new += [piece, Piece(" " + " ".join(author.words(chance.randint(2, 6))) + ",")]
        elif piece.text == " " and chance.random() < rate / 4:
            new.append(piece._replace(text=chance.choice(["", "-", "\n", "\u00a0"])))
        elif piece.text.isalnum() and chance.random() < rate:
            kind = chance.random()
            if kind < 0.5:
                new.append(Piece(" ".join(author.words(chance.randint(1, 2)))))
            elif kind < 0.7 and new and new[-1].text == " ":
                new.pop()
            elif kind < 0.8 and len(piece.text) > 7:
                half = len(piece.text) // 2
                new += [
                    Piece(piece.text[:half], piece.start, half),
                    Piece(" "),
                    Piece(piece.text[half:], piece.start + half, piece.length - half),
                ]
            else:
                new.append(piece._replace(text=misspelt(chance, piece.text)))
        else:
            new.append(piece)
    return new
