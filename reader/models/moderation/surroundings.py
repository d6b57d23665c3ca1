"""What stands around the words that something is about, in the text in which they stand by now."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from django.db.models import F, Value
from django.db.models.functions import Greatest, Substr

from reader.models.margin.passage import Passage

AROUND = 240
"""Characters on either side."""


class Surroundings(NamedTuple):
    """Words of a story with what is before and after them."""

    before: str
    words: str
    after: str


def surroundings_of(passages: Collection[int]) -> dict[int, Surroundings]:
    """What stands around passages, by their keys. One query; no whole text is loaded."""
    begins = Greatest(F("start") - Value(AROUND), Value(0))
    found = Passage.objects.filter(pk__in=passages, loose=False).values_list(
        "pk",
        Substr("revision__text", begins + 1, F("start") - begins),
        Substr("revision__text", F("start") + 1, F("end") - F("start")),
        Substr("revision__text", F("end") + 1, Value(AROUND)),
    )
    around = {}
    for key, before, words, after in found:
        around[key] = Surroundings(_from_a_word(before), words, _to_a_word(after))
    return around


def _from_a_word(text: str) -> str:
    """A text without the piece of a word with which it may begin."""
    return f"…{text.partition(' ')[2]}" if len(text) == AROUND else text


def _to_a_word(text: str) -> str:
    return f"{text.rpartition(' ')[0]}…" if len(text) == AROUND else text
