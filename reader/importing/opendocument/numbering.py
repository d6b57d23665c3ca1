"""The numbers of lists and headings in an OpenDocument text."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from reader.importing.files.xml import local_name
from reader.importing.opendocument.names import STYLE, TEXT, number_of
from reader.importing.word_processors.numerals import numeral

DEEPEST_LEVEL = 10
_FORMS = {"i": "lowerRoman", "I": "upperRoman", "a": "lowerLetter", "A": "upperLetter", "": "none"}


@dataclass
class Level:
    """How a depth of a list is marked: by a bullet, or a number of a form between two texts, after
    the numbers of as many levels as are `shown`, its own among them."""

    bullet: bool = True
    form: str = "decimal"
    before: str = ""
    after: str = ""
    start: int = 1
    shown: int = 1

    @property
    def is_silent(self) -> bool:
        """Whether it shows neither bullet nor number."""
        return not self.bullet and self.form == "none" and not (self.before + self.after).strip()


class Numbering:
    """The lists' styles of a document, and the numbers of its headings."""

    def __init__(self, *roots: etree._Element | None) -> None:
        self._lists: dict[str, dict[int, Level]] = {}
        self._outline: dict[int, Level] = {}
        self._counts = [0] * (DEEPEST_LEVEL + 1)
        for root in roots:
            for element in () if root is None else root.iter(f"{TEXT}list-style"):
                self._lists[element.get(f"{STYLE}name") or ""] = _levels(element)
            for element in () if root is None else root.iter(f"{TEXT}outline-style"):
                self._outline = _levels(element)

    def level(self, style: str, depth: int) -> Level:
        """How a list of a style is marked at a depth, the outermost of which is 1."""
        return self._lists.get(style, {}).get(depth) or Level()

    def heading(self, element: etree._Element) -> str:
        """The number of the heading that comes next, with what stands around it."""
        depth = min(number_of(element, f"{TEXT}outline-level", 1) or 1, DEEPEST_LEVEL)
        level = self._outline.get(depth)
        if level is None or element.get(f"{TEXT}is-list-header") == "true":
            return ""
        again = element.get(f"{TEXT}restart-numbering") == "true"
        if again or not self._counts[depth]:
            self._counts[depth] = number_of(element, f"{TEXT}start-value", level.start)
        else:
            self._counts[depth] += 1
        self._counts[depth + 1 :] = [0] * (DEEPEST_LEVEL - depth)
        if level.form == "none":
            return (level.before + level.after).strip()
        numbers = []
        for at in range(max(1, depth - level.shown + 1), depth + 1):
            numbers.append(numeral(self._counts[at] or 1, (self._outline.get(at) or level).form))
        return f"{level.before}{'.'.join(filter(None, numbers))}{level.after}".strip()


def _levels(element: etree._Element) -> dict[int, Level]:
    made: dict[int, Level] = {}
    for child in element:
        depth = number_of(child, f"{TEXT}level", 0) if isinstance(child.tag, str) else 0
        if depth:
            outline = local_name(child) == "outline-level-style"
            form = child.get(f"{STYLE}num-format", "" if outline else "1")
            made[depth] = Level(
                bullet=not outline and local_name(child) != "list-level-style-number",
                form=_FORMS.get(form, "decimal"),
                before=child.get(f"{STYLE}num-prefix") or "",
                after=child.get(f"{STYLE}num-suffix") or "",
                start=number_of(child, f"{TEXT}start-value", 1),
                shown=number_of(child, f"{TEXT}display-levels", 1),
            )
    return made
