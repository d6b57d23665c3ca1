"""Footnotes in Markdown: each with all its paragraphs, and which go where when a text is cut."""

from __future__ import annotations

import re

_PARAGRAPH_GAP = "\n\n"
_BEGINS = re.compile(r"\[\^([^\]\s]+)\]:")
# The mark of a footnote, with its name.
MARK = re.compile(r"\[\^([^\]\s]+)\]")
_NEXT = re.compile(r"(?<!\n)\n(?=\[\^[^\]\s]+\]:)")


def footnotes_among(parts: list[str]) -> set[int]:
    """The indexes of the paragraphs that are footnotes, or continue one."""
    found: set[int] = set()
    for index, part in enumerate(parts):
        goes_on = index - 1 in found and part.startswith("    ")
        if goes_on or _BEGINS.match(part):
            found.add(index)
    return found


def single_footnotes(parts: list[str]) -> list[str]:
    """Each footnote among some paragraphs, with all its own."""
    found: list[str] = []
    for index in sorted(footnotes_among(parts)):
        first, *others = _NEXT.split(parts[index])
        if _BEGINS.match(first):
            found.append(first)
        else:
            found[-1] += _PARAGRAPH_GAP + first
        found += others
    return found


def part_footnotes(source: str) -> tuple[str, list[str]]:
    """A text without its footnotes, and these, each with all its paragraphs."""
    parts = _NEXT.sub(_PARAGRAPH_GAP, source).split(_PARAGRAPH_GAP)
    footnotes = single_footnotes(parts)
    if not footnotes:
        return source, []
    among = footnotes_among(parts)
    kept = [part for index, part in enumerate(parts) if index not in among]
    return _PARAGRAPH_GAP.join(kept), footnotes


def with_footnotes(first: str, second: str, footnotes: list[str]) -> tuple[str, str]:
    """Two parts of a text, each with the footnotes that it cites, and those that these cite. What
    neither cites goes to the second."""
    above, below = _cited(first, footnotes), _cited(second, footnotes)
    of_first, of_second = [], []
    for footnote in footnotes:
        name = _name(footnote)
        if name in above:
            of_first.append(footnote)
        if name in below or name not in above:
            of_second.append(footnote)
    return _PARAGRAPH_GAP.join([first, *of_first]), _PARAGRAPH_GAP.join([second, *of_second])


def _cited(text: str, footnotes: list[str]) -> set[str]:
    """The names of those footnotes to which a text leads, by its own marks or by marks in these."""
    named: dict[str, list[str]] = {}
    for footnote in footnotes:
        named.setdefault(_name(footnote), []).append(footnote)
    found: set[str] = set()
    unread = [text]
    while unread:
        for name in MARK.findall(unread.pop()):
            if name in named and name not in found:
                found.add(name)
                unread += named[name]
    return found


def part_label(footnote: str) -> tuple[str, str]:
    """The name of a footnote, and its words; no name where a paragraph only continues one."""
    begins = _BEGINS.match(footnote)
    return (begins[1], footnote[begins.end() :]) if begins else ("", footnote)


def _name(footnote: str) -> str:
    return part_label(footnote)[0]
