"""Lines of a plain text that stand together, between empty lines or by what they say they are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from reader.text.manuscripts.line_forms import BROKEN_SIGN, FORM_SIGN

IsOne = Callable[[str], object]


@dataclass
class LineGroup:
    """Lines that stand together, the number of empty lines above them, their form, and whether
    they were broken on purpose."""

    gap: int
    lines: list[str]
    form: str
    broken: bool = False


def group_lines(lines: list[str], *, stands_alone: IsOne, is_label: IsOne) -> list[LineGroup]:
    """The lines in groups, none empty. One that `stands_alone` is a group; where the first of
    some lines `is_label`, each other that is begins another."""
    grouping = _Grouping(stands_alone, is_label)
    for line in lines:
        grouping.add(line)
    return [group for group in grouping.groups if "".join(group.lines).strip()]


class _Grouping:
    """The groups so far, and what the next line finds above it."""

    def __init__(self, stands_alone: IsOne, is_label: IsOne) -> None:
        self.groups: list[LineGroup] = []
        self._stands_alone, self._is_label = stands_alone, is_label
        self._form = ""
        self._gap = 0  # empty lines since the last one with words
        self._gap_above_form = 0
        self._closed = True  # whether the next line begins a group

    def add(self, line: str) -> None:
        if line.startswith(FORM_SIGN):
            self._form = line.removeprefix(FORM_SIGN).strip()
            self._gap_above_form = max(self._gap_above_form, self._gap)
            self._gap, self._closed = 0, True
        elif self._form == "preformatted":
            self._put(line, begins=self._closed, closes=False)
        elif line.removeprefix(BROKEN_SIGN).strip():
            self._add_words(line.removeprefix(BROKEN_SIGN), broken=line.startswith(BROKEN_SIGN))
        else:
            self._gap = max(self._gap, 1) if line.startswith(BROKEN_SIGN) else self._gap + 1
            self._closed = True

    def _add_words(self, line: str, *, broken: bool) -> None:
        alone = self._stands_alone(line) and (self._closed or _may_part(line))
        begins = self._closed or bool(alone) or self._begins_with_labels(line)
        self._put(line, begins=begins, closes=bool(alone))
        if broken and len(self.groups[-1].lines) > 1:
            self.groups[-1].broken = True

    def _begins_with_labels(self, line: str) -> bool:
        return bool(self._is_label(line) and self._is_label(self.groups[-1].lines[0]))

    def _put(self, line: str, *, begins: bool, closes: bool) -> None:
        """Add a line to the last group or to one that it begins."""
        if begins:
            self.groups.append(LineGroup(max(self._gap_above_form, self._gap), [], self._form))
        self.groups[-1].lines.append(line.rstrip())
        self._gap, self._gap_above_form, self._closed = 0, 0, closes


def _may_part(line: str) -> bool:
    """Whether a line that stands alone does so amid others too: not one that goes on with the
    sentence above it, as `chapter three.` may."""
    words = line.strip()
    return not (words[:1].islower() and words.endswith((".", ",", ";")))
