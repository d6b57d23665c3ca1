"""Cut a text into words and signs that compare equal however they were typed."""

import re
import unicodedata
from bisect import bisect_left
from functools import lru_cache
from itertools import accumulate, compress, count
from operator import add, sub
from typing import NamedTuple

from reader.text.characters import UNSEEN, UNSPACED

_WORD = rf"[^\W{UNSPACED}](?:[^\W{UNSPACED}]|[\u0300-\u036f{UNSEEN}])*"
_QUOTES = '"“”„‟«»'
_TOKEN = re.compile(
    # Most words are plain: that they need no look at every script's letters halves the time.
    rf"([A-Za-z]+(?![\w'’ʼ\u0300-\u036f{UNSEEN}])"
    rf"|{_WORD}(?:['’ʼ]{_WORD})*"
    rf"|((?<![^\s(\[‐-―-])[{_QUOTES}](?=\S)|«(?=\s))"  # a quote that opens: the inner group
    r"|\.(?:\s?\.)+|…\.?"
    r"|[-‐-―−]+"
    rf"|[^\s{UNSEEN}])"
)

_SIGNS = str.maketrans(
    dict.fromkeys("‘’‚‛ʼ`´′", "'") | dict.fromkeys(_QUOTES, "”") | dict.fromkeys("-‐‑‒–—―−", "-")
)
_INVISIBLE = re.compile(f"[{UNSEEN}]")


class Words(NamedTuple):
    """The words and signs of a text, white space left out.

    `keys` are forms that compare equal however a word was typed; word `i` stands at
    `text[starts[i]:ends[i]]`.
    """

    text: str
    keys: list[str]
    starts: list[int]
    ends: list[int]
    # 1 for each word that opens a paragraph, and for the end of the text.
    openings: bytearray


@lru_cache(maxsize=4)
def cut_words(text: str) -> Words:
    """Cut `text` into its words and signs; a text that is revised again and again is cut once."""
    # Strings instead of match objects: thousands of those would set the garbage collector to work.
    parts = _TOKEN.split(text)
    gaps, found, opens = parts[0::3], parts[1::3], parts[2::3]
    if len(_keys) > MOST_KEYS_KEPT:
        _keys.clear()
    keys = list(map(_keys.__getitem__, found))
    for quote in compress(count(), opens):
        keys[quote] = "“"
    sizes = list(map(len, found))
    ends = list(accumulate(map(add, map(len, gaps), sizes)))
    starts = list(map(sub, ends, sizes))
    return Words(text, keys, starts, ends, _openings(text, starts))


class _Keys(dict[str, str]):
    """The keys of words, each made once: two texts of a chapter have most words in common."""

    def __missing__(self, typed: str) -> str:
        key = self[typed] = comparison_key(typed)
        return key


# Words that are remembered between texts: those of some novels, a few MB.
MOST_KEYS_KEPT = 50_000
_keys = _Keys()


def _openings(text: str, starts: list[int]) -> bytearray:
    """Mark the words after each blank line."""
    openings = bytearray(len(starts) + 1)
    openings[0] = openings[-1] = 1
    line = text.find("\n\n")
    while line >= 0:
        openings[bisect_left(starts, line)] = 1
        line = text.find("\n\n", line + 2)
    return openings


def comparison_key(typed: str) -> str:
    """The key of one word or sign, the same for its cases, typographic variants and
    compatibility forms."""
    if typed.isascii() and typed.isalnum():
        return typed.lower()
    if typed[0] in ".…" and (len(typed) > 1 or typed == "…"):
        return "…"
    plain = _INVISIBLE.sub("", typed).translate(_SIGNS)
    if plain.startswith("-"):
        return "-"
    return unicodedata.normalize("NFKC", plain).casefold() or typed
