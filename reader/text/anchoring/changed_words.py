"""Pair the words of a small rewritten stretch: respelled, inflected, joined, split words."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from os.path import commonprefix
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from reader.text.anchoring.spans import Span

# Two words are one, changed, if they share at least this part of the characters of either.
_SHARED_PART = 0.7
# … or begin alike for this part of the longer one, as other forms of a word do.
_STEM_PART = 0.55
# Words of so few letters share that by accident; one letter may be swapped, dropped or added.
_SHORT_WORD = 3


class Changed(NamedTuple):
    """Word number `word` of the old stretch stands, changed, at `start:end` of the new text;
    `kept` of its characters are left."""

    word: int
    start: int
    end: int
    kept: int


def changed_words(
    old: str, old_words: Sequence[Span], new: str, new_words: Sequence[Span]
) -> list[Changed]:
    """Pair the words at `old_words` with those at `new_words` by the characters they share.

    A word that changed stands where its new form stands; one that was joined with another
    stands at its own part of the new word.
    """
    shared, places = _shared(old, old_words, new, new_words)
    old_kept: Counter[int] = Counter()
    new_kept: Counter[int] = Counter()
    for (i, j), count in shared.items():
        old_kept[i] += count
        new_kept[j] += count
    partners: dict[int, list[int]] = defaultdict(list)
    owners: dict[int, list[int]] = defaultdict(list)
    for (i, j), count in shared.items():
        old_word, new_word = old[slice(*old_words[i])], new[slice(*new_words[j])]
        whole = (
            max(len(old_word), len(new_word)) > _SHORT_WORD
            and count >= _SHARED_PART * min(len(old_word), len(new_word))
            and old_kept[i] >= _SHARED_PART * len(old_word)
            and new_kept[j] >= _SHARED_PART * len(new_word)
        )
        if whole or _one_word(old_word.lower(), new_word.lower()):
            partners[i].append(j)
            owners[j].append(i)
    changed = []
    for i, found in partners.items():
        first, last = found[0], found[-1]
        start = new_words[first][0] if len(owners[first]) == 1 else places[i, first][0]
        end = new_words[last][1] if len(owners[last]) == 1 else places[i, last][1]
        kept = 0
        for j in found:
            kept += shared[i, j]
        changed.append(Changed(i, start, end, kept))
    return changed


def _shared(
    old: str, old_words: Sequence[Span], new: str, new_words: Sequence[Span]
) -> tuple[dict[Span, int], dict[Span, Span]]:
    """Count the characters each pair of words shares, and tell where in `new` these stand."""
    a, a_word, _ = _joined(old, old_words)
    b, b_word, b_at = _joined(new, new_words)
    shared: dict[Span, int] = defaultdict(int)
    places: dict[Span, Span] = {}
    for op in Levenshtein.opcodes(a, b):
        if op.tag != "equal":
            continue
        for x, y in zip(
            range(op.src_start, op.src_end), range(op.dest_start, op.dest_end), strict=True
        ):
            pair = a_word[x], b_word[y]
            shared[pair] += 1
            places[pair] = places.get(pair, (b_at[y],))[0], b_at[y] + 1
    return shared, places


def _joined(text: str, words: Sequence[Span]) -> tuple[str, list[int], list[int]]:
    """Join words without the space between them: the characters, their words, their places."""
    owners: list[int] = []
    places: list[int] = []
    joined = ""
    for number, (start, end) in enumerate(words):
        owners += [number] * (end - start)
        places += range(start, end)
        joined += text[start:end]
    small = joined.lower()
    return (small if len(small) == len(joined) else joined), owners, places


def _one_word(old: str, new: str) -> bool:
    """Whether two words are one: letters swapped, dropped or doubled, or another ending."""
    if not old.isalnum() or not new.isalnum():
        return False
    if sorted(old) == sorted(new):
        return True
    longest = max(len(old), len(new))
    if longest > _SHORT_WORD:
        return len(commonprefix((old, new))) >= _STEM_PART * longest
    return len(old) != len(new) and old[0] == new[0] and Levenshtein.distance(old, new) == 1
