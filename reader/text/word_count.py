"""How many words long a text is, whatever its script, and how many of them people read."""

import re
from math import ceil

from reader.text.characters import SPELT_UNSPACED, UNSPACED, WIDE

# Words that people read in a minute.
WORDS_A_MINUTE = 250
_ONE_WIDE = re.compile(f"[{WIDE}]")
_ONE_SPELT = re.compile(f"[{SPELT_UNSPACED}]")
_ONE_UNSPACED = re.compile(f"[{UNSPACED}]")


def count_words(text: str) -> int:
    """How many words long a text is. Where no space stands between them two characters of Chinese
    or Japanese are about a word, and five of Thai, Lao, Burmese or Khmer, as they take to read."""
    wide, spelt = len(_ONE_WIDE.findall(text)), len(_ONE_SPELT.findall(text))
    if not wide and not spelt:
        return len(text.split())
    spaced = 0
    for word in _ONE_UNSPACED.sub(" ", text).split():
        if any(map(str.isalnum, word)):
            spaced += 1
    return spaced + ceil(wide / 2) + ceil(spelt / 5)


def minutes_to_read(words: int) -> int:
    """How many minutes so many words take to read, at least one."""
    return max(round(words / WORDS_A_MINUTE), 1)
