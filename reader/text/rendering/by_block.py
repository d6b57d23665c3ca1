"""What stands on which block of a text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar


class Stretch(Protocol):
    """Something that stands on a stretch of a text, in code points, `end` exclusive."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


S = TypeVar("S", bound=Stretch)


def by_block(starts: Sequence[int], stretches: Iterable[S]) -> dict[int, list[S]]:
    """The stretches on each block that has any, in the order given, by the block's index. Blocks
    are given by where they start; what stands before the first is on it."""
    on: dict[int, list[S]] = {}
    for stretch in stretches:
        index = max(bisect_right(starts, stretch.start) - 1, 0)
        while index < len(starts) and starts[index] < stretch.end:
            on.setdefault(index, []).append(stretch)
            index += 1
    return on
