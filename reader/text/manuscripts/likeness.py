"""How much of two texts is the same."""

from __future__ import annotations

import re
from collections.abc import Iterable
from zlib import crc32

_RUN_LENGTH = 4
_ENOUGH_TO_SAMPLE = 100
_MOST_WORDS = 20_000


def likeness(one: str, other: str) -> float:
    """How much of two texts is the same, from 0 to 1: runs of four words that both have, of the
    runs of the one that has fewer. Counts the first 20,000 words of each."""
    return share_of_runs(word_runs(one), word_runs(other))


def word_runs(text: str) -> WordRuns:
    """The runs of four words, or of all where there are fewer, of a text's first 20,000 words."""
    words = re.findall(r"\w+", text.lower())[:_MOST_WORDS]
    size = min(_RUN_LENGTH, len(words)) or 1
    hashes = []
    for start in range(len(words) - size + 1):
        run = " ".join(words[start : start + size])
        # Not hash(): that of a string is another one in every process, and so would be the sample.
        hashes.append(crc32(run.encode("utf-8", "surrogatepass")))
    return WordRuns(hashes)


def share_of_runs(one: WordRuns, other: WordRuns) -> float:
    """The share of runs that both have, of those of the one that has fewer: from 0 to 1."""
    if not one.all or not other.all:
        return 0.0
    if min(len(one.some), len(other.some)) >= _ENOUGH_TO_SAMPLE:
        return len(one.some & other.some) / min(len(one.some), len(other.some))
    return len(one.all & other.all) / min(len(one.all), len(other.all))


class WordRuns:
    """The runs of words of a text, and every eighth of them: enough to compare long texts by."""

    def __init__(self, hashes: Iterable[int]) -> None:
        self.all = frozenset(hashes)
        self.some = frozenset([run for run in self.all if run % 8 == 0])
