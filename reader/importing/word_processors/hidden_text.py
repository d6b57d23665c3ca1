"""Words that a word processor hides: read, and put with what is left out."""

from __future__ import annotations

from abc import ABC, abstractmethod

from lxml import etree

from reader.importing.word_processors.formatting import HIDDEN
from reader.text.manuscripts.omissions import Omission


class HiddenText(ABC):
    """What is hidden in a document while it is read, for whatever reads it element by element
    (`inside`): it goes to `left_out`."""

    def __init__(self) -> None:
        self.left_out: list[Omission] = []
        self._hiding = 0
        self._hidden: list[str] = []

    @abstractmethod
    def inside(self, source: etree._Element, depth: int) -> None:
        """Read what is in an element."""

    def hide(self, source: etree._Element, depth: int, sentence: str = HIDDEN) -> None:
        """Read an element of which nothing is shown, and why: see `Omission`."""
        if not self._hiding:
            self._tell_hidden(HIDDEN)
        self._hiding += 1
        self._hidden.append(" ")
        self.inside(source, depth)
        self._hiding -= 1
        if not self._hiding:
            self._tell_hidden(sentence)

    def end_hidden(self) -> bool:
        """End a paragraph in which words may have been hidden; gives whether there were any."""
        if self._hiding:
            self._hidden.append(" ")
            return True
        return self._tell_hidden(HIDDEN)

    def _tell_hidden(self, sentence: str) -> bool:
        """Put the words that were hidden since the last time with what is left out."""
        words, self._hidden = " ".join("".join(self._hidden).split()), []
        if words:
            self.left_out.append(Omission(words, sentence))
        return bool(words)
