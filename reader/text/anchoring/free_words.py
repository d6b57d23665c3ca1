"""The words of a text that are not taken yet."""

from itertools import compress


class FreeWords:
    """The words of a text that no run has taken."""

    def __init__(self, size: int):
        self._free = bytearray(b"\1") * size

    def take(self, start: int, length: int) -> None:
        """Take `length` words from `start` on."""
        self._free[start : start + length] = bytes(length)

    def left(self) -> list[int]:
        """The numbers of the words that are free."""
        return list(compress(range(len(self._free)), self._free))

    def count(self) -> int:
        """How many words are free."""
        return self._free.count(1)

    def room(self, index: int, step: int) -> int:
        """Count the free words from `index` on (`step` 1) or before it (`step` -1)."""
        if step > 0:
            end = self._free.find(0, index)
            return (len(self._free) if end < 0 else end) - index
        return index - 1 - self._free.rfind(0, 0, index)
