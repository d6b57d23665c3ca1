"""Which chapter of a newer file is which of an older one, whatever came between, moved or went."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from itertools import pairwise
from typing import NamedTuple, TypeVar

from reader.text.manuscripts.likeness import share_of_runs, word_runs

# The share of runs of words that two texts have in common to be one text, revised.
_LEAST_LIKENESS = 0.4

Item = TypeVar("Item", bound=Hashable)


class KnownChapter(NamedTuple):
    """A chapter as far as it can be known again: its archive's key, its title, its text."""

    key: str
    title: str
    text: str


def match_chapters(
    old: Sequence[KnownChapter], new: Sequence[KnownChapter], *, places: bool = True
) -> list[int | None]:
    """For each chapter of `new`, the index of the one of `old` that it is, each at most once.

    A key tells for certain; then a title that only one has on each side; then a text much like
    another, the nearest first; and at last, where `places` tell something, a place, alone between
    two neighbours that are known.
    """
    found: list[int | None] = [None] * len(new)
    _by_name(found, [chapter.key for chapter in old], [chapter.key for chapter in new])
    _by_name(found, _titles(old), _titles(new))
    _by_likeness(found, old, new)
    if places:
        _by_place(found, len(old))
    return found


def merge_order(old: Sequence[Item], new: Sequence[Item]) -> list[Item]:
    """All of `new` in its order, with what only `old` has after whatever stood before it there."""
    order = list(new)
    before = None
    for item in old:
        if item not in order:
            order.insert(order.index(before) + 1 if before is not None else 0, item)
        before = item
    return order


def _titles(chapters: Sequence[KnownChapter]) -> list[str]:
    """The titles of chapters, capitals and white space left out of account."""
    return [" ".join(chapter.title.lower().split()) for chapter in chapters]


def _unmatched_old(found: list[int | None], count: int) -> list[int]:
    """The chapters of the old file, which has `count`, that none of the new one is yet."""
    matched = set(found)
    return [i for i in range(count) if i not in matched]


def _unmatched_new(found: list[int | None]) -> list[int]:
    """The chapters of the new file that are none of the old one yet."""
    return [j for j, i in enumerate(found) if i is None]


def _by_name(found: list[int | None], old: list[str], new: list[str]) -> None:
    """Match what has the same name, where only one on each side that is left has it."""
    old_by_name = _by_unique_name(old, _unmatched_old(found, len(old)))
    new_by_name = _by_unique_name(new, _unmatched_new(found))
    for name, j in new_by_name.items():
        if name in old_by_name:
            found[j] = old_by_name[name]


def _by_unique_name(names: list[str], places: list[int]) -> dict[str, int]:
    """The places whose names no other of these places has; one without a name has none."""
    by_name: dict[str, int] = {}
    several = set()
    for place in places:
        name = names[place]
        if name in by_name:
            several.add(name)
        elif name:
            by_name[name] = place
    for name in several:
        del by_name[name]
    return by_name


def _by_likeness(
    found: list[int | None], old: Sequence[KnownChapter], new: Sequence[KnownChapter]
) -> None:
    """Match texts that are much alike, the most alike first."""
    old_left = _unmatched_old(found, len(old))
    new_runs = {j: word_runs(new[j].text) for j in _unmatched_new(found)}
    pairs = []
    for i in old_left:
        runs = word_runs(old[i].text)
        for j, others in new_runs.items():
            share = 0.0 if old[i].key and new[j].key else share_of_runs(runs, others)
            if share >= _LEAST_LIKENESS:
                pairs.append((share, -abs(i - j), i, j))
    taken: set[int] = set()
    for _, _, i, j in sorted(pairs, reverse=True):
        if i not in taken and found[j] is None:
            found[j] = i
            taken.add(i)


def _by_place(found: list[int | None], count: int) -> None:
    """Match a chapter that stands alone between two known ones with the one that stood there."""
    bounds = [(-1, -1)]
    for j, i in enumerate(found):
        if i is not None:
            bounds.append((j, i))
    bounds.append((len(found), count))
    taken = set(found)
    for (before, old_before), (after, old_after) in pairwise(bounds):
        between = [i for i in range(old_before + 1, old_after) if i not in taken]
        if after - before == 2 and len(between) == 1:
            found[before + 1] = between[0]
