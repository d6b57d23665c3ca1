"""Room for the calls of a thread: one piece of memory for all of them.

CPython keeps the frames of calls in pieces of 16 kB, and gives a piece back as soon as the first
call on it returns. Where a busy loop happens to lie at the end of a piece, each call in it asks the
system for memory and gives it back: a page then takes up to twice as long, for nothing but how
deep it was called (https://github.com/python/cpython/issues/142183; Python 3.11 and 3.12 stay so).
A call that says that it needs much room is given a larger piece, and those below it share it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

ROOM = 16_384
"""Values that a call seems to need at once, of 8 bytes each. The piece is as large again, and that
half is for the calls below: some 500 of them. Memory that nothing is written to costs nothing."""


def with_room(function: Callable[P, T]) -> Callable[P, T]:
    """A function that does what `function` does, with room for the calls below it."""

    def call(*args: P.args, **kwargs: P.kwargs) -> T:
        return function(*args, **kwargs)

    call.__code__ = call.__code__.replace(co_stacksize=ROOM)
    return call
