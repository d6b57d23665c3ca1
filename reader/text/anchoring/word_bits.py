"""What each word says, in bits: the rarer in the texts, the more."""

from collections import Counter
from math import log2

# How words are distributed where the texts are too short to tell: as in so many words of prose,
# where a word of 0, 1, 2… letters says so many bits.
_WORDS_OF_PROSE = 2000
_BITS_IN_PROSE = (3.0, 3.5, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0, 11.0, 12.0)


def word_bits(counts: Counter[str]) -> list[float]:
    """The bits each word says, in the order of `counts`: the rarer in the texts, the more."""
    total = log2(counts.total() + _WORDS_OF_PROSE)
    expected = [_WORDS_OF_PROSE * 2**-bits for bits in _BITS_IN_PROSE]
    longest = len(expected) - 1
    bits = []
    for key, times in counts.items():
        letters = min(len(key), longest) if key.isalnum() else 0
        bits.append(total - log2(times + expected[letters]))
    return bits
