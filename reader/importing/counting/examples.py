"""The first words of a text that are missing from another, to quote them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from reader.importing.counting.words import WORD, folded, words_of

SHOWN = 10
"""Words of what is lost that are quoted."""
_TELLING = 4
"""Words in a row that are lost for certain: one alone may stand elsewhere."""

Three = tuple[str, str, str]
"""A word between its neighbours."""


def first_example(counted: Counter[str], whole: str, other: str) -> str:
    """The first words of `whole` that are among those counted and do not stand like this, each
    between its neighbours, in the other text."""
    known = Counter(_neighbours(words_of(other), counted))
    text = folded(whole)
    places = list(WORD.finditer(text))
    words = [place[0].casefold() for place in places]
    runs = list(_runs(words, counted, known))
    if not runs:
        first = next(i for i, word in enumerate(words) if counted[word] > 0)
        runs = [(first, _end_of_run(words, first, counted))]
    start, end = max(runs, key=lambda run: run[1] - run[0])
    return " ".join(text[places[start].start() : places[end - 1].end()].split())


def _runs(
    words: list[str], counted: Counter[str], known: Counter[Three]
) -> Iterator[tuple[int, int]]:
    """Where words that are counted, one after the other, start and end, if the first stands oftener
    between its neighbours than is known; up to the first that is long enough to tell."""
    for i, three in enumerate(_threes(words)):
        if counted[words[i]] <= 0:
            continue
        known[three] -= 1
        if known[three] < 0:
            end = _end_of_run(words, i, counted)
            yield i, end
            if end - i >= _TELLING:
                return


def _end_of_run(words: list[str], start: int, counted: Counter[str]) -> int:
    """Where words that are counted, one after the other, end; at most as many as are quoted."""
    end = start + 1
    while end < min(start + SHOWN, len(words)) and counted[words[end]] > 0:
        end += 1
    return end


def _threes(words: list[str]) -> Iterator[Three]:
    """Each word between its neighbours."""
    padded = ["", *words, ""]
    return zip(padded, padded[1:], padded[2:], strict=False)


def _neighbours(words: list[str], counted: Counter[str]) -> Iterator[Three]:
    for three in _threes(words):
        if counted[three[1]] > 0:
            yield three
