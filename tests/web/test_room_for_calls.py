"""How deep something is called costs no memory."""

import resource

import pytest

from reader.web.room_for_calls import with_room

BUSY = 300
"""Calls in a loop."""


def same(number: int) -> int:
    return number


def loop_below(depth: int) -> int:
    """How often the system was asked for memory by a busy loop, so many calls further down."""
    if depth:
        return loop_below(depth - 1)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    for number in range(BUSY):
        min(number, number, key=same)
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before


def most_asked() -> int:
    """The most that any of the loops asked, at every depth in a stretch of some pieces."""
    return max(loop_below(depth) for depth in range(300))


def test_no_loop_asks_for_memory_wherever_it_lies():
    """Without room one of these does, in a Python that has no remedy of its own."""
    assert with_room(most_asked)() < BUSY / 10


def test_it_takes_and_gives_what_the_function_does():
    def fails(why: str) -> None:
        raise ValueError(why)

    assert with_room(divmod)(7, 2) == (3, 1)
    with pytest.raises(ValueError, match="so"):
        with_room(fails)(why="so")
