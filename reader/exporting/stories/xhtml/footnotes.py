"""The footnotes of one piece of text, and the marks that lead to them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_DEFINITION = re.compile(r'<li[^>]* id="(fn-[^"]+)"')
_LINK = re.compile(r"<a [^>]*>")
_TARGET = re.compile(r' href="#(fn-[^"]+)"')
_ID = re.compile(r' id="([^"]+)"')
_WRITTEN_LINK = re.compile(
    r'<a (?:class="footnote-ref"|role="doc-backlink")[^>]* href="#([^"]+)">(\d+)</a>'
)


class Footnotes:
    """The numbers of footnotes by their ids in the source, and what of them is yet to be written.

    An id in a file stands once: the first mark of a footnote is what the footnote leads back to,
    and the first item with its id is the footnote.
    """

    def __init__(self, blocks: Sequence[str]) -> None:
        self.numbers = _numbered(blocks)
        self.marked = _marked(blocks) & self.numbers.keys()
        self._awaited_marks = self.marked.copy()
        self._awaited_notes = set(self.numbers)

    def take_mark(self, name: str) -> bool:
        """Whether this is the first mark of the footnote; it is not any more from now on."""
        first = name in self._awaited_marks
        self._awaited_marks.discard(name)
        return first

    def take_note(self, name: str) -> bool:
        """Whether this is the id of a footnote that was not written yet; now it is."""
        first = name in self._awaited_notes
        self._awaited_notes.discard(name)
        return first


def _numbered(blocks: Iterable[str]) -> dict[str, int]:
    numbers: dict[str, int] = {}
    for block in blocks:
        for name in _DEFINITION.findall(block):
            numbers.setdefault(name, len(numbers) + 1)
    return numbers


def _marked(blocks: Iterable[str]) -> set[str]:
    """The ids that links of the class `footnote-ref` lead to."""
    names: set[str] = set()
    for block in blocks:
        for link in _LINK.findall(block):
            if 'class="footnote-ref"' in link:
                names.update(_TARGET.findall(link))
    return names


def without_dead_links(written: str) -> str:
    """Footnotes' links that lead nowhere, because what they led to could not stand where it did,
    are what they say and no links."""
    ids = set(_ID.findall(written))

    def link_or_number(link: re.Match[str]) -> str:
        return link[0] if link[1] in ids else link[2]

    return _WRITTEN_LINK.sub(link_or_number, written)
