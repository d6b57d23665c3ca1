"""The numbers of lists and headings in a Word document (ECMA-376, part 1, 17.9)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from lxml import etree

from reader.importing.small_numbers import small_number
from reader.importing.word.parts import W
from reader.importing.word.properties import is_on, value
from reader.importing.word.style import Style
from reader.importing.word_processors.numerals import numeral

DEEPEST_LEVEL = 8


@dataclass
class Level:
    """How a depth of a list is numbered: `form` is Word's name for the numerals, such as
    `decimal` or `bullet`, `label` the number with what stands around it, such as `Chapter %1`;
    `in_figures` makes figures of all numbers in it."""

    form: str = "decimal"
    label: str = ""
    start: int = 1
    in_figures: bool = False


@dataclass
class Item:
    """A paragraph's place in a list: which one, how deep, and its number there."""

    list: str
    depth: int
    level: Level
    number: int
    label: str


class Numbering:
    """Counts the paragraphs of a document's lists, each asked for once, in their order."""

    def __init__(self, root: etree._Element | None) -> None:
        self._levels: dict[str, list[Level]] = {}
        self._abstract: dict[str, str] = {}
        self._starts: dict[str, dict[int, int]] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._by_style: dict[tuple[str, str], int] = {}
        for element in () if root is None else root:
            if element.tag == f"{W}abstractNum":
                self._learn_abstract(element)
            elif element.tag == f"{W}num":
                self._learn(element)

    def item(self, style: Style) -> Item | None:
        """The place of the paragraph of a style that comes next, or None if it's in no list."""
        number = style.list or ""
        levels = self._levels.get(number)
        if not levels or number == "0":
            return None
        depth = int(style.level) if style.level and style.level.isdecimal() else 0
        depth = min(depth, DEEPEST_LEVEL)
        level = levels[depth]
        counts = self._counts.setdefault(self._abstract[number], [None] * (DEEPEST_LEVEL + 1))
        again = self._starts[number].pop(depth, None)
        if again is not None:
            counts[depth] = None
        before = counts[depth]
        count = level.start if before is None else before + 1
        counts[depth] = count
        counts[depth + 1 :] = [None] * (DEEPEST_LEVEL - depth)
        return Item(number, depth, level, count, self._label(levels, counts, depth))

    def _label(self, levels: list[Level], counts: list[int | None], depth: int) -> str:
        def one(place: re.Match[str]) -> str:
            at = int(place[1]) - 1
            if at > depth:
                return ""
            count = counts[at]
            form = "decimal" if levels[depth].in_figures else levels[at].form
            return numeral(levels[at].start if count is None else count, form)

        return re.sub(r"%([1-9])", one, levels[depth].label).strip()

    def _learn_abstract(self, element: etree._Element) -> None:
        key = element.get(f"{W}abstractNumId") or ""
        self._levels[f"abstract {key}"] = levels = [Level() for _ in range(DEEPEST_LEVEL + 1)]
        for child in element.iterchildren(f"{W}lvl"):
            _set(levels, child)

    def _learn(self, element: etree._Element) -> None:
        key, abstract = element.get(f"{W}numId") or "", value(element, "abstractNumId")
        levels = [replace(level) for level in self._levels.get(f"abstract {abstract}", ())]
        if not levels:
            return
        self._levels[key], self._abstract[key] = levels, abstract
        starts = self._starts[key] = {}
        for override in element.iterchildren(f"{W}lvlOverride"):
            depth = small_number(override.get(f"{W}ilvl"), 0)
            for child in override.iterchildren(f"{W}lvl"):
                _set(levels, child)
            start = value(override, "startOverride")
            if start.isdecimal() and depth <= DEEPEST_LEVEL:
                levels[depth].start = starts[depth] = int(start)


def _set(levels: list[Level], element: etree._Element) -> None:
    depth = small_number(element.get(f"{W}ilvl"), 0)
    if depth <= DEEPEST_LEVEL:
        form = value(element, "numFmt") or "decimal"
        start = small_number(value(element, "start"), 0)
        levels[depth] = Level(form, value(element, "lvlText"), start, is_on(element, "isLgl"))
